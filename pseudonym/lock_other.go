//go:build !unix

package pseudonym

import "os"

// lockFile does nothing where the standard library has no file locks: there the deployment sees to it that one process
// opens a ring file.
func lockFile(*os.File) error { return nil }
