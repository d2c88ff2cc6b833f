"""What a campaign did: rates with their intervals, and the effect beside those held out."""

from niaga.insight.campaigns.effect import CONTROL, ArmCounts, CampaignArm, Effect, arms

__all__ = ["CONTROL", "ArmCounts", "CampaignArm", "Effect", "arms"]
