from django.urls import path

from convenor.room.meetings.views import agenda, attendance, delegates, records, remarks, running, sessions, statements

app_name = "meetings"
urlpatterns = [
    path("cohorts/<slug:slug>/<int:year>/call/", sessions.call, name="call"),
    path("sessions/<uuid:pk>/", sessions.session, name="session"),
    path("sessions/<uuid:pk>/change/", sessions.change, name="change"),
    path("sessions/<uuid:pk>/cancel/", sessions.cancel, name="cancel"),
    path("sessions/<uuid:pk>/agenda/", agenda.agenda, name="agenda"),
    path("sessions/<uuid:pk>/agenda/send/", agenda.send, name="send_agenda"),
    path("sessions/<uuid:pk>/open/", running.open_session, name="open"),
    path("sessions/<uuid:pk>/statement/", running.read_statement, name="read_statement"),
    path("sessions/<uuid:pk>/items/<uuid:item>/open/", running.open_item, name="open_item"),
    path("sessions/<uuid:pk>/items/<uuid:item>/close/", running.close_item, name="close_item"),
    path("sessions/<uuid:pk>/steer/", running.steer, name="steer"),
    path("sessions/<uuid:pk>/notes/", remarks.remarks, name="remarks"),
    path("sessions/<uuid:pk>/notes/<uuid:note>/", remarks.remark, name="remark"),
    path("sessions/<uuid:pk>/notes/<uuid:note>/delete/", remarks.delete, name="delete_remark"),
    path("sessions/<uuid:pk>/attendance/", attendance.attendance, name="attendance"),
    path("sessions/<uuid:pk>/attendance/import/", attendance.import_report, name="import_report"),
    path("attendance-reports/<uuid:pk>/", attendance.report, name="report"),
    path("attendance-reports/<uuid:pk>/sure/", attendance.confirm_sure, name="confirm_sure"),
    path("attendance-reports/<uuid:pk>/settle/", attendance.settle, name="settle_report"),
    path("attendance-reports/<uuid:pk>/discard/", attendance.discard, name="discard_report"),
    path("sessions/<uuid:pk>/delegate/", delegates.delegate, name="delegate"),
    path("sessions/<uuid:pk>/delegate/<int:delegation>/withdraw/", delegates.withdraw, name="withdraw_delegate"),
    path("sessions/<uuid:pk>/record/", records.record, name="record"),
    path("packs/", records.packs, name="packs"),
    path("packs/statements/", records.statement_versions, name="statement_versions"),
    path("packs/<slug:slug>/<int:year>/<slug:organisation>/", records.pack, name="pack"),
    path("statements/", statements.statements, name="statements"),
    path("statements/<str:version>/approve/", statements.approve, name="approve_statement"),
]
