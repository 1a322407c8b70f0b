package gateway

// OpenServices is for the test against a real PostgreSQL.
var OpenServices = openServices
