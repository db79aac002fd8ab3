"""The left column: data, clusters and the switches of Show."""
