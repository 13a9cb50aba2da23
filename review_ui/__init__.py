"""The pages: listening queue, review desk, dashboard, actions, calls, draws. Server-rendered; forms first."""
