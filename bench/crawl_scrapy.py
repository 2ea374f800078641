"""The same crawl by Scrapy: homepage, lists, newest articles, their days taken from the page. Arguments: port, number of sites."""

import json
import re
import resource
import sys
import time

import scrapy
from scrapy.crawler import CrawlerProcess

PORT, HOSTS = sys.argv[1], sys.argv[3].split(",")
right = json.loads(sys.stdin.read())
good = 0


class Crawl(scrapy.Spider):
    """Follows each homepage's columns, and the three newest rows of each."""

    name = "crawl"

    async def start(self):
        """Every site's homepage."""
        for host in HOSTS:
            yield scrapy.Request(f"http://{host}:{PORT}/")

    def parse(self, response):
        """The columns."""
        for link in response.css(".box h2 a::attr(href)"):
            yield response.follow(link, self.parse_list)

    def parse_list(self, response):
        """The newest rows, by their day."""
        rows = [
            (row.css("span::text").get(), row.css("a::attr(href)").get())
            for row in response.css("ul.news_list li")
        ]
        for _, link in sorted(rows, reverse=True)[:3]:
            yield response.follow(link, self.parse_article)

    def parse_article(self, response):
        """Counts the days that are right."""
        global good
        day = re.search(r"\d{4}-\d\d-\d\d", response.css(".info::text").get())[0]
        good += right.get(response.url) == day


process = CrawlerProcess(
    {
        "LOG_ENABLED": False,
        "CONCURRENT_REQUESTS": 100,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
        "DOWNLOAD_DELAY": 0,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "TELNETCONSOLE_ENABLED": False,
        "DEFAULT_REQUEST_HEADERS": {"Accept-Encoding": "gzip"},
    }
)
process.crawl(Crawl)
before, begun = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
process.start()
took, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF)
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(json.dumps({"good": good, "s": took, "cpu_s": cpu, "rss_mb": after.ru_maxrss / 1024}))
