"""What allauth says on pages, in Guildhall's voice."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.errors import HandleTaken

Words = dict[str, str | Promise]

CODE_IS_WRONG = _("That is not the code. Look again, or ask for a new one.")

ERRORS: Words = {
    "account_inactive": _("This account is closed."),
    "cannot_remove_primary_email": _("Make another address your main one first."),
    "duplicate_email": _("You have this address already."),
    "email_password_mismatch": _("That email address and password do not belong together."),
    "email_taken": _("This address belongs to another account."),
    "enter_current_password": _("That is not your current password."),
    "incorrect_code": CODE_IS_WRONG,
    "incorrect_password": _("That is not your password."),
    "invalid_or_expired_key": _("This link has been used or is too old."),
    "invalid_password_reset": _("This link has been used or is too old."),
    "max_email_addresses": _("You can have %d addresses. Remove one first."),
    "rate_limited": _("That was a lot in a short time. Wait a few minutes, then try again."),
    "same_as_current": _("This is the address you have already."),
    "too_many_login_attempts": _("That was too often. Wait five minutes, then try again."),
    "unverified_primary_email": _("Confirm this address first."),
    "username_taken": HandleTaken.message,
}

TWO_STEP_ERRORS: Words = {
    "add_email_blocked": _("Turn two-step sign-in off before you add an address."),
    "cannot_delete_authenticator": _("Two-step sign-in cannot be turned off."),
    "cannot_generate_recovery_codes": _("Recovery codes come with two-step sign-in."),
    "incorrect_code": CODE_IS_WRONG,
    "unverified_email": _("Confirm your email address first."),
}

CONNECTION_ERRORS: Words = {
    "connected_other": _("That sign-in belongs to another account here."),
    "disconnect_last": _("This is the only way you can sign in."),
    "email_taken": _(
        "There is an account with this address. Sign in to it first, then connect %s in settings."
    ),
    "invalid_token": _("The sign-in did not come through. Try again."),
    "no_password": _("Set a password first, so that you can still sign in."),
    "no_verified_email": _("Confirm an email address first, so that you can still sign in."),
}

# By the template that allauth would render; empty where a page says it already.
TOASTS: Words = {
    "account/messages/cannot_delete_primary_email.txt": ERRORS["cannot_remove_primary_email"],
    "account/messages/email_confirmation_failed.txt": _(
        "%(email)s is confirmed in another account, so it cannot be yours too."
    ),
    "account/messages/email_confirmation_sent.txt": _("Mail sent to %(email)s"),
    "account/messages/email_confirmed.txt": _("%(email)s confirmed"),
    "account/messages/email_deleted.txt": _("%(email)s removed"),
    "account/messages/logged_in.txt": "",
    "account/messages/logged_out.txt": _("Signed out"),
    "account/messages/login_code_sent.txt": "",
    "account/messages/password_changed.txt": _("Password changed"),
    "account/messages/password_set.txt": _("Password set"),
    "account/messages/primary_email_set.txt": _("Main address changed"),
    "account/messages/unverified_primary_email.txt": ERRORS["unverified_primary_email"],
    "mfa/messages/recovery_codes_generated.txt": _("New recovery codes made"),
    "mfa/messages/totp_activated.txt": _("Authenticator app added"),
    "mfa/messages/totp_deactivated.txt": _("Authenticator app removed"),
    "mfa/messages/webauthn_added.txt": _("Passkey added"),
    "mfa/messages/webauthn_removed.txt": _("Passkey removed"),
    "socialaccount/messages/account_connected.txt": _("Sign-in connected"),
    "socialaccount/messages/account_connected_other.txt": CONNECTION_ERRORS["connected_other"],
    "socialaccount/messages/account_connected_updated.txt": _("Sign-in connected"),
    "socialaccount/messages/account_disconnected.txt": _("Sign-in disconnected"),
    "usersessions/messages/sessions_logged_out.txt": _("Signed out everywhere else"),
}
