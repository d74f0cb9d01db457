"""Addresses for machines (health, sitemap, robots) and of the demonstration: the same in every language."""

from django.urls import path

from talenti.portale.views import demo, macchina

urlpatterns = [
    path("salute/", macchina.salute, name="salute"),
    path("sitemap.xml", macchina.sitemap, name="sitemap"),
    path("robots.txt", macchina.robots, name="robots"),
    # Only in demonstration mode: elsewhere they answer 404.
    path("demo/posta/", demo.PostaView.as_view(), name="posta_demo"),
    path("demo/posta/<str:codice>/", demo.MailView.as_view(), name="mail_demo"),
    path("demo/posta/<str:codice>/html/", demo.MailHtmlView.as_view(), name="mail_html_demo"),
    path("demo/conti/", demo.ContiView.as_view(), name="conti_demo"),
]
