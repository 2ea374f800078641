"""The same sweep by Scrapy, doing nothing but fetching and decoding. Arguments: port, number of sites."""

import json
import resource
import sys
import time

import scrapy
from loopback_sites import host
from scrapy.crawler import CrawlerProcess

PORT, SITES = sys.argv[1], int(sys.argv[2])
good = 0


class Sweep(scrapy.Spider):
    """Asks each homepage once."""

    name = "sweep"

    async def start(self):
        """Every site's homepage."""
        for number in range(SITES):
            yield scrapy.Request(f"http://{host(number)}:{PORT}/", dont_filter=True)

    def parse(self, response):
        """Counts the pages that came whole."""
        global good
        good += len(response.text) > 20_000


process = CrawlerProcess(
    {
        "LOG_ENABLED": False,
        "CONCURRENT_REQUESTS": 200,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
        "DOWNLOAD_DELAY": 0,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "TELNETCONSOLE_ENABLED": False,
        "DEFAULT_REQUEST_HEADERS": {"Connection": "close", "Accept-Encoding": "gzip"},
    }
)
process.crawl(Sweep)
before, begun = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
process.start()
took, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF)
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(
    json.dumps(
        {"good": good, "per_s": SITES / took, "cpu": cpu / SITES * 1000, "rss_mb": after.ru_maxrss / 1024}
    )
)
