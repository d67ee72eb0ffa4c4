"""Mid-term and long-term memory as functions of values: heat, eviction, segments, facts."""
