"""One screen for each job; a screen renders a frozen state and sends back what was asked."""
