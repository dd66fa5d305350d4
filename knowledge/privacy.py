from core.privacy import OWN, TRACE, WRITTEN

FIELDS = {
    "Article.author": WRITTEN,
    "Article.owner": TRACE,
    "Contribution.user": TRACE,
    "Doubt.user": OWN,
    "Reading.user": OWN,
    "Revision.author": WRITTEN,
    "Revision.replaced_by": TRACE,
}
