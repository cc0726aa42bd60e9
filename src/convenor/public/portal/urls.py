"""The public site."""

from django.urls import path

from convenor.public.portal import api, feeds, machines, searching, site_pages, views, webinars

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("notes/<slug:slug>/", views.output, name="output"),
    path("pages/", site_pages.site_pages, name="site_pages"),
    path("pages/<slug:slug>/", site_pages.site_page, name="site_page"),
    path("webinars/", webinars.webinars, name="webinars"),
    path("webinars/<slug:slug>/", webinars.series, name="series"),
    path("webinars/<slug:slug>/calendar.ics", webinars.calendar, name="calendar"),
    path("calendar.ics", webinars.calendar_of_all, name="calendar_of_all"),
    path("search/", searching.search, name="search"),
    path("api/outputs.json", api.outputs, name="api_outputs"),
    path("api/outputs/<slug:slug>.json", api.output, name="api_output"),
    path("api/webinars.json", api.webinars, name="api_webinars"),
    path("api/openapi.json", api.description, name="api"),
    path("feed.atom", feeds.feed, name="feed"),
    path("feed.json", feeds.feed_in_json, name="feed_in_json"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("newsletter/", views.newsletter, name="newsletter"),
    path("participants/", views.participants, name="participants"),
    path("about/", views.about, name="about"),
    path("how-we-check/", views.how_we_check, name="how_we_check"),
    path("how-we-count/", views.how_we_count, name="how_we_count"),
    path("who-may-do-what/", views.who_may_do_what, name="who_may_do_what"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path("robots.txt", machines.robots, name="robots"),
]
