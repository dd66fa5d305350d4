from core.privacy import OWN, SECRET, TRACE, WRITTEN

FIELDS = {
    "Activity.actor": WRITTEN,
    "Activity.to_user": TRACE,
    "Community.created_by": TRACE,
    "DigestNote.author": WRITTEN,
    "Invitation.accepted_by": TRACE,
    "Invitation.email": SECRET,  # of somebody who may have no account
    "Invitation.invited_by": TRACE,
    "JoinRequest.decided_by": TRACE,
    "JoinRequest.user": OWN,
    "Membership.user": OWN,
    "SpaceMember.user": OWN,
}
