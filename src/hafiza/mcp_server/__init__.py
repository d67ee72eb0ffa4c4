"""The MCP door: tools and resources over one user's memory, on stdio or HTTP."""
