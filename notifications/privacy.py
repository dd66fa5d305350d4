from core.privacy import OWN, SECRET, TRACE

FIELDS = {
    "Delivery.user": SECRET,
    "Digest.user": OWN,
    "Email.address": OWN,
    "Email.user": OWN,
    "Follow.user": OWN,
    "Notice.actor": TRACE,
    "Notice.user": OWN,
    "Preference.user": OWN,
    "LeadTimes.user": OWN,
    "Reminder.user": OWN,
    "Rhythm.user": OWN,
    "Suppression.address": SECRET,
    "Unsubscription.user": OWN,
}
