from core.privacy import OWN, SECRET, TRACE

FIELDS = {
    "Bouncing.address": SECRET,
    "Choice.user": OWN,
    "Arrival.user": OWN,
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
    "ReplyAddress.user": SECRET,
    "Rhythm.user": OWN,
    "Suppression.address": SECRET,
    "Unsubscription.user": OWN,
}
