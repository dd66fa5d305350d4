from core.privacy import OWN

FIELDS = {
    "AccessToken.user": OWN,
}
