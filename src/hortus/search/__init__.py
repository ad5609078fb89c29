"""Full-text search: words of notes, their stems, and the Lunr index that lunr.js reads in the browser."""
