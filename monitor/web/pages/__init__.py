"""The dashboard's pages (看板页面): one router, one file a group of pages."""

from fastapi import APIRouter

from monitor.web.pages import accounts, evidence, findings, owed, rules, sites, static, today, units

#: All pages; the server includes it.
ROUTER = APIRouter(include_in_schema=False)
for group in (today, sites, accounts, units, owed, findings, evidence, rules, static):
    ROUTER.include_router(group.ROUTER)
