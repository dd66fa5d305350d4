from members.skills.models.choice import SkillChoice
from members.skills.models.evidence import Evidence
from members.skills.models.skill import Meaning, Skill

__all__ = ["Evidence", "Meaning", "Skill", "SkillChoice"]
