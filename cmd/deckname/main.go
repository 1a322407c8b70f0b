package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"golang.org/x/term"
)

// Exit codes; doc.go explains them.
const (
	exitOK          = 0
	exitBad         = 1
	exitUsage       = 2
	exitEnvironment = 3
	exitInterrupted = 130
)

// app is what a command has of the outside world.
type app struct {
	in       io.Reader
	out, err io.Writer
	terminal bool // err is a terminal: progress may be drawn
	typed    bool // in is a terminal: somebody types, or forgot a file
}

// command is one sub-command. setup declares its flags and returns what runs it with the remaining arguments.
type command struct {
	name, args, short, long string
	setup                   func(*flag.FlagSet) func(ctx context.Context, a *app, args []string) error
}

func commands() []command {
	return []command{
		detectCommand(), anonymizeCommand(), revealCommand(), forgetCommand(), rotateCommand(), auditCommand(), evalCommand(), importCommand(), reportCommand(), serveCommand(),
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	a := &app{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		terminal: term.IsTerminal(int(os.Stderr.Fd())), typed: term.IsTerminal(int(os.Stdin.Fd())),
	}
	code := run(ctx, a, os.Args[1:])
	stop()
	os.Exit(code)
}

// run is main without the process.
func run(ctx context.Context, a *app, args []string) int {
	if len(args) == 0 {
		usage(a.err)
		return exitUsage
	}
	name := args[0]
	switch name {
	case "help", "-h", "-help", "--help":
		return help(a, args[1:])
	case "version", "-version", "--version":
		fmt.Fprintln(a.out, version())
		return exitOK
	}
	for _, c := range commands() {
		if c.name == name {
			return c.run(ctx, a, args[1:])
		}
	}
	fmt.Fprintln(a.err, "deckname: unknown command; \"deckname help\" lists them")
	return exitUsage
}

func (c *command) run(ctx context.Context, a *app, args []string) int {
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard) // the flag package would repeat values in its messages
	do := c.setup(fs)
	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			c.help(a.out)
			return exitOK
		}
		fmt.Fprintf(a.err, "deckname %s: %s; \"deckname help %s\" lists the flags\n", c.name, flagFault(fs, err), c.name)
		return exitUsage
	}
	err := do(ctx, a, fs.Args())
	var usage *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintf(a.err, "deckname %s: %v; see \"deckname help %s\"\n", c.name, err, c.name)
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintf(a.err, "deckname %s: interrupted\n", c.name)
		return exitInterrupted
	case errors.Is(err, errBad):
		if !errors.Is(err, errSilent) {
			fmt.Fprintf(a.err, "deckname %s: %v\n", c.name, err)
		}
		return exitBad
	}
	fmt.Fprintf(a.err, "deckname %s: %v\n", c.name, err)
	return exitEnvironment
}

// flagFault says what is wrong with the flags without repeating anything that was typed but the name of a known flag.
func flagFault(fs *flag.FlagSet, err error) string {
	words := strings.FieldsFunc(err.Error(), func(r rune) bool { return r == ' ' || r == ':' })
	for _, w := range words {
		if name, ok := strings.CutPrefix(w, "-"); ok && fs.Lookup(name) != nil {
			return "flag -" + name + " has no value, or a wrong one"
		}
	}
	return "unknown flag"
}

func usage(w io.Writer) {
	fmt.Fprint(w, "deckname finds personal data in German text and replaces it reversibly.\n\nUsage: deckname COMMAND [flags] [arguments]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-10s %s\n", c.name, c.short)
	}
	fmt.Fprint(w, `  version    print the version
  help       explain a command

Exit codes:
  0    everything was done
  1    some input was bad, a score fell, or an audit log is broken
  2    wrong usage
  3    the vault, a key or a file could not be used
  130  interrupted

Text of the input is printed only where that is the purpose of the command, or with -show.
`)
}

func help(a *app, args []string) int {
	if len(args) == 0 {
		usage(a.out)
		return exitOK
	}
	for _, c := range commands() {
		if c.name == args[0] {
			c.help(a.out)
			return exitOK
		}
	}
	fmt.Fprintln(a.err, "deckname: unknown command; \"deckname help\" lists them")
	return exitUsage
}

func (c *command) help(w io.Writer) {
	fmt.Fprintf(w, "Usage: deckname %s %s\n\n%s\n\nFlags:\n", c.name, c.args, c.long)
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	fs.SetOutput(w)
	c.setup(fs)
	fs.PrintDefaults()
}
