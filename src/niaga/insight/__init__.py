"""What can be learned from the numbers: models and judgements over the warehouse's facts."""
