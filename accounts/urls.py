"""allauth's views at Guildhall's addresses, under allauth's names, and our own beside them.

Its own list is not included, so a page that an update brings is not reachable before somebody
has given it an address and a template; tests/accounts/test_pages.py says which are missing.
"""

from allauth.account import views as account
from allauth.mfa.base import views as two_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as connected
from allauth.socialaccount.providers.openid_connect.views import callback
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from accounts.confirming import confirming, confirming_changes
from accounts.views.confirming import ReauthenticateByCodeView
from accounts.views.connections import login as openid_connect_login
from accounts.views.display import display, theme
from accounts.views.profile import profile
from accounts.views.sessions import end_session
from accounts.views.signup import ConnectedSignupView, SignupView

signing_in = [
    path("", account.login, name="account_login"),
    path("code/", account.request_login_code, name="account_request_login_code"),
    path("code/enter/", account.confirm_login_code, name="account_confirm_login_code"),
    path("passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("two-step/", two_step.authenticate, name="mfa_authenticate"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("with/cancelled/", connected.login_cancelled, name="socialaccount_login_cancelled"),
    path("with/failed/", connected.login_error, name="socialaccount_login_error"),
    path("with/<provider_id>/", openid_connect_login, name="openid_connect_login"),
    path("with/<provider_id>/callback/", callback, name="openid_connect_callback"),
]

signing_up = [
    path("", SignupView.as_view(), name="account_signup"),
    path("connected/", ConnectedSignupView.as_view(), name="socialaccount_signup"),
    path("sent/", account.email_verification_sent, name="account_email_verification_sent"),
    path("confirm/<str:key>/", account.confirm_email, name="account_confirm_email"),
]

forgotten_password = [
    path("", account.password_reset, name="account_reset_password"),
    path("sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"
    ),
    re_path(
        r"^(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

is_it_you = [
    path("", account.reauthenticate, name="account_reauthenticate"),
    path("two-step/", two_step.reauthenticate, name="mfa_reauthenticate"),
    path("passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("code/", ReauthenticateByCodeView.as_view(), name="account_reauthenticate_code"),
]

second_steps = [
    path("", two_step.index, name="mfa_index"),
    path("app/", confirming(totp.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/new/", confirming(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]

settings = [
    path("", profile, name="settings_profile"),
    path("display/", display, name="settings_display"),
    path("theme/", theme, name="settings_theme"),
    path("email/", confirming_changes(account.email), name="account_email"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", confirming(account.password_set), name="account_set_password"),
    path("two-step/", include(second_steps)),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("sessions/<int:pk>/", end_session, name="end_session"),
    path(
        "connections/",
        confirming_changes(connected.connections),
        name="socialaccount_connections",
    ),
]

urlpatterns = [
    path("signin/", include(signing_in)),
    path("signup/", include(signing_up)),
    path("signout/", account.logout, name="account_logout"),
    path("forgotten-password/", include(forgotten_password)),
    path("is-it-you/", include(is_it_you)),
    path("settings/", include(settings)),
]
