"""Study days, the queue, the review log and FSRS."""
