//! The program from outside: its command line, files, screens and a real terminal.

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod assets;
#[cfg(test)]
mod back;
#[cfg(test)]
mod brief;
#[cfg(test)]
mod bytes;
#[cfg(test)]
mod circles;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod clock;
#[cfg(test)]
mod committee;
#[cfg(test)]
mod compare;
#[cfg(test)]
mod confidential;
#[cfg(test)]
#[cfg(test)]
mod conflicts;
#[cfg(test)]
mod content;
#[cfg(test)]
mod convergence;
#[cfg(test)]
mod drawn;
#[cfg(test)]
mod export_form;
#[cfg(test)]
mod exports;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod frames;
#[cfg(test)]
mod groups;
#[cfg(test)]
mod growth;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod html;
#[cfg(test)]
mod import;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod limits;
#[cfg(test)]
#[cfg(unix)]
mod links;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod mine;
#[cfg(test)]
mod mounts;
#[cfg(test)]
mod office;
#[cfg(test)]
mod power;
#[cfg(test)]
mod reader;
#[cfg(test)]
mod repair;
#[cfg(test)]
mod repeat;
#[cfg(test)]
mod scan;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod simulated_disk;
#[cfg(test)]
mod strangers;
#[cfg(test)]
mod support;
#[cfg(test)]
#[cfg(test)]
#[cfg(test)]
mod terminal;
#[cfg(test)]
mod times;
#[cfg(test)]
mod trust;
#[cfg(test)]
mod union;
#[cfg(test)]
mod versions;
#[cfg(test)]
mod waits;
