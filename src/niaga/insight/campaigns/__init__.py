"""What a campaign did: rates with their intervals, and the effect beside those held out."""

from niaga.insight.campaigns.effect import ArmCounts, CampaignArm, Effect, arms

__all__ = ["ArmCounts", "CampaignArm", "Effect", "arms"]
