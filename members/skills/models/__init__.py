from members.skills.models.choice import SkillChoice
from members.skills.models.endorsement import Endorsement
from members.skills.models.evidence import Evidence
from members.skills.models.skill import Meaning, Skill

__all__ = ["Endorsement", "Evidence", "Meaning", "Skill", "SkillChoice"]
