"""Addresses of the public side."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .feeds import AnswersFeed
from .views import (
    comment_following,
    comment_reports,
    comments,
    helpful,
    needs,
    offers,
    outcomes,
    own_comments,
    parity,
    ratings,
    reports,
    sheets,
    suggestions,
)

urlpatterns = [
    path(_("needs/"), needs.board, name="needs"),
    path(_("needs/feed/"), AnswersFeed(), name="needs_feed"),
    path(_("needs/parity/"), parity.parity, name="needs_parity"),
    path(_("needs/sheet/"), sheets.sheet, name="needs_sheet"),
    path(_("needs/voice/<int:number>/"), needs.vote, name="need_vote"),
    path(_("needs/follow/<int:number>/"), needs.follow, name="need_follow"),
    path(_("needs/helped/<int:number>/"), outcomes.on_need, name="need_helped"),
    path(_("needs/did-it-help/<str:key>/"), outcomes.by_mail, name="need_outcome"),
    path(_("needs/unfollow/<str:key>/"), needs.unfollow, name="need_unfollow"),
    path(_("needs/<int:number>/<slug:slug>/"), needs.need, name="need"),
    path(_("suggest/"), suggestions.suggest, name="suggest"),
    path(_("suggest/alike/"), suggestions.alike, name="suggest_alike"),
    path(_("suggest/confirm/<str:key>/"), suggestions.confirm_email, name="confirm_suggestion_email"),
    path(_("suggest/<slug:token>/"), suggestions.receipt, name="suggestion_receipt"),
    path(_("share-yours/"), offers.offer, name="offer"),
    path(_("share-yours/draft/<str:key>/"), offers.draft, name="offer_draft"),
    path(_("suggest/<slug:token>/did-it-help/"), outcomes.on_receipt, name="receipt_outcome"),
    path(_("my-suggestions/"), suggestions.my_suggestions, name="my_suggestions"),
    path(_("rate/<uuid:work>/"), ratings.rate, name="rate"),
    path(_("helpful/<uuid:work>/"), helpful.say_helpful, name="helpful"),
    path(_("helpful/<uuid:work>/<slug:part>/"), helpful.say_helpful, name="helpful_answer"),
    path(_("comments/<uuid:work>/"), comments.comments, name="comments"),
    path(_("comments/<uuid:work>/<int:thread>/"), comments.thread, name="comment_thread"),
    path(_("comments/edit/<int:pk>/"), own_comments.edit_comment, name="comment_edit"),
    path(_("comments/take-back/<int:pk>/"), own_comments.withdraw_comment, name="comment_withdraw"),
    path(_("comments/like/<int:pk>/"), own_comments.like_comment, name="comment_like"),
    path(_("comments/report/<int:pk>/"), comment_reports.report_comment, name="comment_report"),
    path(_("comments/follow/<uuid:work>/"), comment_following.follow_comments, name="comments_follow"),
    path(_("comments/to-the-queue/<int:pk>/"), own_comments.queue_comment, name="comment_queue"),
    path(_("ask-for-translation/<uuid:work>/<slug:language>/"), reports.ask_translation, name="ask_translation"),
    path(_("report-link/<uuid:work>/"), reports.report_link, name="report_link"),
]
