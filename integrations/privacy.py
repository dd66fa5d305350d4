from accounts.privacy import OWN

FIELDS = {
    "AccessToken.user": OWN,
}
