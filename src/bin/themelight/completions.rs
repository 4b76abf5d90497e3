//! `themelight completions` and `themelight man`.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::error::CliError;
use crate::{Cli, Outcome, output};

/// Print the completions for a shell.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  themelight completions bash > ~/.local/share/bash-completion/completions/themelight
  themelight completions zsh > \"${fpath[1]}/_themelight\"
  themelight completions fish > ~/.config/fish/completions/themelight.fish")]
pub struct Args {
    /// The shell.
    shell: Shell,
}

pub fn run(args: &Args) -> Result<Outcome, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "themelight", &mut script);
    output::print(script)?;
    Ok(Outcome::Complete)
}

/// Prints one manual page: the program, then each command.
pub fn man() -> Result<Outcome, CliError> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    let mut render = |command: clap::Command| {
        let write = clap_mangen::Man::new(command).render(&mut page);
        write.expect("writing to memory does not fail");
    };
    let commands: Vec<clap::Command> = command.get_subcommands().cloned().collect();
    render(command);
    commands.into_iter().filter(|command| command.get_name() != "help").for_each(|command| {
        let name = command.get_bin_name().unwrap_or_default().to_owned();
        render(command.name(name));
    });
    output::print(page)?;
    Ok(Outcome::Complete)
}
