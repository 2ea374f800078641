"""The files of one installation (安装文件): configuration, secrets, services, nightly backup, https in front."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from shlex import quote

from monitor.domain.plain import toml_text

#: What the dashboard listens on, behind the proxy that speaks https.
WEB_PORT = 8080
#: Copies of the database older than so many days go; evidence is copied once and stays.
BACKUPS_KEPT_DAYS = 30


class RunBy(StrEnum):
    """Who keeps the processes alive (运行方式)."""

    SYSTEMD = "systemd"
    COMPOSE = "compose"
    HAND = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAnswers:
    """The server that takes the nightly mails (邮件服务器)."""

    host: str
    sender: str
    security: str = "starttls"
    port: int | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteAnswers:
    """The first site that is watched (首个网站)."""

    url: str
    name: str
    unit: str  #: the unit that answers for it (责任单位)
    level: str = "county"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What one installation needs to be told."""

    folder: Path  #: configuration and service files, absolute
    data: Path  #: database and evidence, absolute
    centre: str
    edition: str
    run_by: RunBy
    program: Path  #: the `monitor` that services start
    user: str = "gov-monitor"  #: whom services run as
    contact_url: str | None = None
    email: str | None = None  #: of the centre
    https_host: str | None = None
    site: SiteAnswers | None = None
    mail: MailAnswers | None = None
    postgresql: str | None = None  #: address of a database that is there already; without its password
    postgresql_password: str | None = field(default=None, repr=False)
    dump: str = ""  #: the command that copies it to the file `part` among the backups

    @property
    def configuration(self) -> Path:
        """The main configuration file. Containers get its folder, so secrets lie outside of it."""
        return self.folder / ("config/sites.toml" if self.run_by is RunBy.COMPOSE else "sites.toml")

    @property
    def database(self) -> str:
        """The address of the database: PostgreSQL's, or that of a file on this machine."""
        return self.postgresql or f"sqlite+aiosqlite:///{self.data / 'monitor.db'}"

    @property
    def login_page(self) -> str:
        """Where people log in, once the dashboard runs."""
        return f"https://{self.https_host}/login" if self.https_host else f"http://127.0.0.1:{WEB_PORT}/login"


@dataclass(frozen=True, slots=True)
class NewFile:
    """One file to write, with its permissions."""

    text: str
    mode: int = 0o644


def files_of(answers: Answers, deploy: Mapping[str, str]) -> dict[str, NewFile]:
    """
    Every file of the installation by its name inside the folder.

    *deploy*: the shipped service files by name, as `shipped()` reads them. Nothing is written here.
    """
    config = answers.configuration.parent.relative_to(answers.folder)
    found = {
        (config / "sites.toml").as_posix(): NewFile(_sites(answers)),
        (config / "sites.d/accounts.toml").as_posix(): NewFile(_ACCOUNTS),
        "gov-monitor.env": NewFile(_environment(answers), 0o600),
        "monitor": NewFile(_wrapper(answers), 0o755),
    }
    if answers.run_by is RunBy.SYSTEMD:
        for name in ("gov-monitor.service", "gov-monitor-web.service"):
            found[f"systemd/{name}"] = NewFile(_unit(deploy[name], answers))
        found["systemd/gov-monitor-backup.service"] = NewFile(_backup_unit(answers))
        found["systemd/gov-monitor-backup.timer"] = NewFile(_TIMER)
    if answers.run_by is RunBy.COMPOSE:
        found["docker-compose.yml"] = NewFile(_compose(deploy["docker-compose.yml"], answers))
        found["systemd/gov-monitor-backup.service"] = NewFile(_compose_backup(answers))
        found["systemd/gov-monitor-backup.timer"] = NewFile(_TIMER)
    if answers.https_host:
        found["https/nginx.conf"] = NewFile(_NGINX.replace("HOST", answers.https_host))
        found["https/Caddyfile"] = NewFile(_CADDY.replace("HOST", answers.https_host))
    return found


def shipped() -> dict[str, str]:
    """The service files that come with the program: in a wheel inside this package, in a checkout at its top."""
    inside = Path(__file__).parent / "deploy"
    top = Path(__file__).parents[2]
    folder, compose = (inside, inside) if inside.is_dir() else (top / "deploy", top)
    names = {"gov-monitor.service": folder, "gov-monitor-web.service": folder, "docker-compose.yml": compose}
    return {name: (where / name).read_text("utf-8") for name, where in names.items()}


def next_steps(answers: Answers) -> list[str]:
    """What is left to do by hand, a command or a sentence each: what needs root, or a certificate."""
    folder, steps = answers.folder, list[str]()
    timer = [
        f"sudo cp {folder}/systemd/* /etc/systemd/system/",
        "sudo systemctl daemon-reload",
    ]
    if answers.run_by is RunBy.SYSTEMD:
        steps += [
            f"sudo useradd --system --home-dir {answers.data} --shell /usr/sbin/nologin {answers.user}",
            f"sudo chown -R {answers.user}: {answers.data}",
            f"sudo chown root:{answers.user} {folder}/gov-monitor.env && sudo chmod 640 {folder}/gov-monitor.env",
            *timer,
            "sudo systemctl enable --now gov-monitor gov-monitor-web gov-monitor-backup.timer",
        ]
    elif answers.run_by is RunBy.COMPOSE:
        compose = f"docker compose --env-file {folder}/gov-monitor.env -f {folder}/docker-compose.yml"
        steps += [
            f"{compose} up -d --build",
            f"{folder}/monitor person add 登录名 --role centre   # 首位登录人员",
            *timer,
            "sudo systemctl enable --now gov-monitor-backup.timer",
        ]
    else:
        steps += [f"{folder}/monitor daemon", f"{folder}/monitor web"]
    if answers.https_host:
        steps.append(
            f"sudo cp {folder}/https/nginx.conf /etc/nginx/conf.d/gov-monitor.conf && sudo systemctl reload nginx"
        )
    steps.append(f"{folder}/monitor status   # 查看运行情况；其他命令同样以 {folder}/monitor 开头")
    return steps


def _wrapper(answers: Answers) -> str:
    """A script beside the configuration that runs any command with this installation's settings, and as its user."""
    head = "#!/bin/sh\n# Every command of this installation, with its configuration, database, secrets and user: ./monitor status\n"
    if answers.run_by is RunBy.COMPOSE:
        env, file = quote(f"{answers.folder}/gov-monitor.env"), quote(f"{answers.folder}/docker-compose.yml")
        return f'{head}exec docker compose --env-file {env} -f {file} exec $([ -t 0 ] || echo -T) daemon monitor "$@"\n'
    user, env = quote(answers.user), quote(f"{answers.folder}/gov-monitor.env")
    as_user = (
        f"""if id -u {user} >/dev/null 2>&1 && [ "$(id -un)" != {user} ]; then exec sudo -u {user} "$0" "$@"; fi\n"""
        if answers.run_by is RunBy.SYSTEMD
        else ""
    )
    return f"""{head}{as_user}export MONITOR_DATABASE_URL={quote(answers.database)}
if [ -r {env} ]; then
    while IFS= read -r line; do
        case "$line" in \\#* | "") ;; *=*) export "${{line%%=*}}=${{line#*=}}" ;; esac
    done < {env}
fi
export MONITOR_CONFIG={quote(str(answers.configuration))}
exec {quote(str(answers.program))} "$@"
"""


def _sites(answers: Answers) -> str:
    lines = [
        "# 监测配置，由 monitor setup 生成。改好后运行：",
        f"#     {answers.folder}/monitor config check",
        "# 密码、令牌等一律放在 gov-monitor.env 中，不写入本文件。",
        "",
        f"edition = {toml_text(answers.edition)}",
        'include = ["sites.d/*.toml"]          # 其他网站、账号、单位可分文件登记',
        "",
        "[centre]",
        f"name = {toml_text(answers.centre)}",
    ]
    if answers.contact_url:
        lines.append(f"contact_url = {toml_text(answers.contact_url)}")
    if answers.email:
        lines.append(f"email = [{toml_text(answers.email)}]")
    lines += [
        "",
        "[references]                          # 参照站点：判断本系统自身线路是否正常",
        'urls = ["https://www.gov.cn/", "https://www.fujian.gov.cn/", "https://www.fuzhou.gov.cn/"]',
        "quorum = 2",
        "",
        "[evidence]",
        f"folder = {toml_text(_inside(answers, 'evidence'))}",
    ]
    if answers.https_host:
        lines += ["", "[web]", f"url = {toml_text(f'https://{answers.https_host}')}"]
    if answers.mail:
        lines += _mail(answers.mail)
    if answers.site:
        lines += _site(answers.site)
    return "\n".join(lines) + "\n"


def _inside(answers: Answers, name: str) -> str:
    """Where the processes see a thing of the data folder."""
    state = "/var/lib/gov-monitor" if answers.run_by is RunBy.COMPOSE else str(answers.data)
    return f"{state}/{name}"


def _mail(mail: MailAnswers) -> list[str]:
    lines = ["", "[mail]", f"host = {toml_text(mail.host)}", f"security = {toml_text(mail.security)}"]
    if mail.port:
        lines.append(f"port = {mail.port}")
    if mail.user:
        lines += [f"user = {toml_text(mail.user)}", 'password_env = "MONITOR_MAIL_PASSWORD"']
    return [*lines, f"sender = {toml_text(mail.sender)}"]


def _site(site: SiteAnswers) -> list[str]:
    return [
        "",
        "[[unit]]                              # 责任单位",
        'id = "office"',
        f"name = {toml_text(site.unit)}",
        "",
        "[[site]]                              # 政府网站",
        'id = "portal"',
        f"name = {toml_text(site.name)}",
        f"url = {toml_text(site.url)}",
        'unit = "office"',
        f"level = {toml_text(site.level)}",
        '# title_mark = "…"                    # 只有本网站首页才有的文字；不填则别人的页面可能算作正常打开',
    ]


_ACCOUNTS = """# 政务新媒体账号登记在这里，每个账号一段：
# [[account]]
# id = "portal-weibo"
# name = "示例发布"
# platform = "weibo"
# unit = "office"
# source = {kind = "feed", url = "http://…"}
"""


def _environment(answers: Answers) -> str:
    lines = ["# 本安装的密码与地址；只有运行监测的用户可读。每行 NAME=value，不加引号。"]
    if answers.run_by is RunBy.COMPOSE:
        lines.append(f"POSTGRES_PASSWORD={secrets.token_hex(24)}")
    elif answers.postgresql:
        lines += [
            f"MONITOR_DATABASE_URL={answers.postgresql}",
            f"PGPASSWORD={answers.postgresql_password or ''}",
        ]
    if answers.mail and answers.mail.user:
        lines.append(f"MONITOR_MAIL_PASSWORD={answers.mail.password or ''}")
    return "\n".join(lines) + "\n"


def _unit(text: str, answers: Answers) -> str:
    """A shipped service with this installation's paths and user."""
    text = (
        text.replace("/etc/gov-monitor", str(answers.folder))
        .replace("/opt/gov-monitor/.venv/bin/monitor", str(answers.program))
        .replace("sqlite+aiosqlite:////var/lib/gov-monitor/monitor.db", answers.database)
        .replace("WorkingDirectory=/var/lib/gov-monitor", f"WorkingDirectory={answers.data}")
        .replace("User=gov-monitor", f"User={answers.user}")
        .replace("Group=gov-monitor", f"Group={answers.user}")
    )
    lines = [line for line in text.splitlines() if not line.startswith("Documentation=file:///opt/")]
    state = f"ReadWritePaths={answers.data}"
    lines = [state if line == "StateDirectory=gov-monitor" else line for line in lines]
    lines = [line for line in lines if not line.startswith("StateDirectoryMode=")]
    if any(_is_at_home(path) for path in (answers.folder, answers.data, answers.program)):
        lines = ["ProtectHome=read-only" if line == "ProtectHome=yes" else line for line in lines]
    return "\n".join(lines) + "\n"


def _is_at_home(path: Path) -> bool:
    return path.parts[:2] in (("/", "home"), ("/", "root"))


def _backup_unit(answers: Answers) -> str:
    target = answers.data / "backup"
    copy = f"""ExecStart=/bin/sh -c 'exec "{answers.program}" db backup "{target}/monitor-$(date +%%F-%%H%%M).db" --evidence "{target}/evidence"'"""
    if answers.postgresql:  # the database first: evidence is written before the row that points at it
        copy = f"""ExecStart=/usr/bin/env {answers.dump.replace("%", "%%")}
ExecStart=/bin/sh -c 'mv "{target}/part" "{target}/monitor-$(date +%%F-%%H%%M).dump"'
ExecStart="{answers.program}" db backup --evidence {target}/evidence"""
    ending = "dump" if answers.postgresql else "db"
    return f"""# A verified copy of the database and all new evidence, every night; deploy/README.md says how it is restored.
# Copy {target} to another machine: this one may be lost as a whole.
[Unit]
Description=Monitor of government websites and new media (backup)

[Service]
Type=oneshot
User={answers.user}
Group={answers.user}
WorkingDirectory={answers.data}
Environment=MONITOR_CONFIG={answers.configuration}
Environment=MONITOR_DATABASE_URL={answers.database}
EnvironmentFile=-{answers.folder}/gov-monitor.env
ExecStartPre=/bin/mkdir -p {target}
{copy}
ExecStartPost=/usr/bin/find {target} -maxdepth 1 -name monitor-*.{ending} -mtime +{BACKUPS_KEPT_DAYS} -delete
UMask=0077
"""


def _compose_backup(answers: Answers) -> str:
    compose = (
        f"docker compose --env-file {answers.folder}/gov-monitor.env -f {answers.folder}/docker-compose.yml"
    )
    target = answers.data / "backup"
    return f"""# A dump of the database, then all new evidence, every night; deploy/README.md says how it is restored.
# Copy {target} to another machine: this one may be lost as a whole.
[Unit]
Description=Monitor of government websites and new media (backup)
Requires=docker.service
After=docker.service

[Service]
Type=oneshot
ExecStartPre=/bin/mkdir -p {target}/evidence
ExecStart=/bin/sh -c '{compose} exec -T postgres pg_dump -U monitor --format=custom --exclude-table-data=lease monitor > "{target}/part" && mv "{target}/part" "{target}/monitor-$(date +%%F-%%H%%M).dump"'
ExecStart=/bin/sh -c 'exec {compose} run --rm --no-deps -v "{target}:/backup" daemon db backup --evidence /backup/evidence'
ExecStartPost=/usr/bin/find {target} -maxdepth 1 -name monitor-*.dump -mtime +{BACKUPS_KEPT_DAYS} -delete
UMask=0077
"""


#: After the night's pruning, before its judging.
_TIMER = """[Unit]
Description=Nightly backup of the monitor

[Timer]
OnCalendar=*-*-* 05:30:00 Asia/Shanghai
Persistent=true

[Install]
WantedBy=timers.target
"""


def _compose(text: str, answers: Answers) -> str:
    """The shipped compose file with this installation's configuration and secrets, without its head of instructions."""
    top = Path(__file__).parents[2]
    folder = answers.folder
    text = text[text.index("name: gov-monitor") :]
    return (
        text.replace("- ./config:/etc/gov-monitor:ro", f"- {folder}/config:/etc/gov-monitor:ro")
        .replace("deploy/gov-monitor.env", f"{folder}/gov-monitor.env")
        .replace("    context: .\n", f"    context: {top}\n")
    )


_NGINX = """# https in front of the dashboard, which listens on loopback only. The two certificate files are yours to name.
server {
    listen 80;
    server_name HOST;
    return 301 https://$host$request_uri;
}
server {
    listen 443 ssl;
    http2 on;
    server_name HOST;
    ssl_certificate     /etc/ssl/gov-monitor/fullchain.pem;
    ssl_certificate_key /etc/ssl/gov-monitor/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    client_max_body_size 20m;
    location / {
        proxy_pass http://127.0.0.1:8080;
        proxy_http_version 1.1;
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto https;
        proxy_buffering off;
        proxy_read_timeout 1h;
    }
}
"""

_CADDY = """# https in front of the dashboard; Caddy fetches and renews the certificate where the host is reachable from outside.
HOST {
    reverse_proxy 127.0.0.1:8080
}
"""
