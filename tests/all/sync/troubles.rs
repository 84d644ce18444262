//! Everything that goes wrong, by its message; each leaves what was there untouched.

use super::*;

/// All that a failed sync must leave as it was: files, index, branches, stashes, what is staged.
pub(super) fn picture(sandbox: &Sandbox) -> Vec<String> {
    let mut picture = Vec::new();
    let asked: [&[&str]; 7] = [
        &["status", "--porcelain=v2", "--branch", "--untracked-files=all"],
        &["rev-parse", "HEAD"],
        &["for-each-ref", "refs/heads", "refs/stash", "refs/tags"],
        &["ls-files", "--stage"],
        &["diff", "--cached"],
        &["config", "--local", "--list"],
        &["reflog", "--all", "refs/heads"],
    ];
    for arguments in asked {
        let output = git_command(&sandbox.workspace(), arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        // How many commits are there and not here may be learnt.
        picture.extend(said.lines().filter(|line| !line.starts_with("# branch.ab")).map(str::to_owned));
    }
    files(&sandbox.workspace(), &mut picture);
    picture
}

fn files(folder: &Path, picture: &mut Vec<String>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        match path.is_dir() {
            true if path.ends_with(".git") || path.ends_with("state/local") => {}
            true => files(&path, picture),
            false => picture.push(format!("{}: {:?}", path.display(), fs::read(&path).unwrap())),
        }
    }
}

/// Two that share, the first with something unsent and with staged, unstaged and new files that are not of a workspace.
struct Scene {
    share: Share,
    ours: Sandbox,
    theirs: Sandbox,
}

impl Scene {
    fn new() -> Option<Scene> {
        let share = Share::new()?;
        let (ours, theirs) = (share.join("aut"), share.join("irl"));
        fs::write(ours.workspace().join("README"), "one\n").unwrap();
        git(&ours, &["add", "README"]);
        git(&ours, &["commit", "--quiet", "-m", "Ours"]);
        synced(&ours);
        synced(&theirs);
        ours.ok(&["set", "aut", "3a", "supports"]);
        for (name, text) in [("staged.txt", "staged\n"), ("README", "changed\n"), ("new.txt", "new\n")] {
            fs::write(ours.workspace().join(name), text).unwrap();
        }
        git(&ours, &["add", "staged.txt"]);
        Some(Scene { share, ours, theirs })
    }

    /// What the other commits and sends, beside something that it recorded.
    fn theirs_sends(&self, name: &str, text: &str) {
        fs::write(self.theirs.workspace().join(name), text).unwrap();
        git(&self.theirs, &["add", name]);
        git(&self.theirs, &["commit", "--quiet", "-m", "Theirs"]);
        self.theirs.ok(&["set", "irl", "3a", "opposes"]);
        synced(&self.theirs);
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(&self.ours, arguments)
    }

    /// Syncs, expects it to fail with these words, and nothing to have changed.
    fn fails(&self, code: i32, words: &[&str]) {
        self.fails_with(code, words, &[], &[]);
    }

    fn fails_with(&self, code: i32, words: &[&str], more: &[&str], environment: &[(&str, &str)]) {
        let (before, there) = (picture(&self.ours), run_git(&self.share.path(), &["for-each-ref"]));
        let mut command = program(&self.ours, &[&["sync"], more].concat());
        command.envs(environment.iter().copied());
        let ran = ended(command);
        assert_eq!(ran.code, Some(code), "{}{}", ran.out, ran.err);
        for part in words {
            assert!(ran.err.contains(part), "no `{part}` in: {}", ran.err);
        }
        assert_eq!(ran.err.lines().count(), 1, "one line: {}", ran.err);
        assert_eq!(picture(&self.ours), before);
        assert_eq!(run_git(&self.share.path(), &["for-each-ref"]), there);
    }

    /// Syncs once what was in the way is gone; everybody's staged changes are still there.
    fn heals(&self) {
        synced(&self.ours);
        assert_eq!(self.git(&["diff", "--cached", "--name-only"]), "staged.txt\n");
        assert_eq!(fs::read_to_string(self.ours.workspace().join("README")).unwrap(), "changed\n");
    }
}

#[test]
fn without_git_or_with_an_old_one_it_is_said_and_the_way_without_is_named() {
    let Some(scene) = Scene::new() else { return };
    let empty = scene.ours.home().join("empty");
    fs::create_dir_all(&empty).unwrap();
    let path = [("PATH", empty.to_str().unwrap())];
    scene.fails_with(1, &["there is no git on this machine", "copy the files of state/journal/"], &[], &path);
    script(&empty.join("git"), "echo git version 2.30.1");
    scene.fails_with(1, &["git 2.30.1 is too old; sync needs 2.38"], &[], &path);
}

#[test]
fn without_a_repository_or_a_remote_the_option_is_named() {
    let Some(share) = Share::new() else { return };
    let alone = alone();
    alone.ok(&["set", "aut", "1a", "supports"]);
    let ran = sync(&alone, &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("in no git repository; prepcom sync --remote ADDRESS"), "{}", ran.err);
    assert!(!alone.workspace().join(".git").exists() && !alone.workspace().join("state/.gitignore").exists());
    git(&alone, &["init", "--quiet", "--initial-branch=main"]);
    let ran = sync(&alone, &["--json"]);
    assert!(ran.err.contains("the repository has no remote"), "{}", ran.err);
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(told["trouble"]["kind"], "no-remote");
    let nowhere = share.folder.path().join("nowhere.git");
    let ran = sync(&alone, &["--remote", nowhere.to_str().unwrap()]);
    assert!(ran.err.contains("there is no repository at the remote's address"), "{}", ran.err);
    assert_eq!(git(&alone, &["remote"]), "", "a remote that can't be used is not left behind");
    let ran = sync(&alone, &["--remote", &share.address()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(git(&alone, &["rev-parse", "--abbrev-ref", "@{upstream}"]), "origin/main\n");
    let ran = sync(&alone, &["--remote", "https://me:s3cret@example.org/x.git"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.contains("has a remote already: origin at ") && !ran.err.contains("s3cret"),
        "{}",
        ran.err
    );
}

#[test]
fn a_first_sync_that_fails_leaves_no_repository_behind() {
    if !git_is_here() {
        return;
    }
    let newcomer = alone();
    newcomer.ok(&["set", "aut", "1a", "supports"]);
    let share = Share::new().unwrap();
    script(&share.path().join("hooks/pre-receive"), "echo closed for the weekend >&2; exit 1");
    let names = || {
        let mut picture = Vec::new();
        files(&newcomer.workspace(), &mut picture);
        picture
    };
    let before = names();
    let ran = sync(&newcomer, &["--remote", &share.address()]);
    assert!(
        ran.err.contains("did not take what was sent") && ran.err.contains("closed for the weekend"),
        "{}",
        ran.err
    );
    let ran = sync(&newcomer, &["--remote", share.folder.path().join("no.git").to_str().unwrap()]);
    assert!(ran.err.contains("git init --bare"), "{}", ran.err);
    assert_eq!(names(), before);
    assert!(!newcomer.workspace().join(".git").exists());
    assert_eq!(fs::read_dir(newcomer.workspace()).unwrap().count(), 1, "nothing beside state/");
}

#[test]
fn an_address_that_would_run_a_command_runs_nothing() {
    let Some(scene) = Scene::new() else { return };
    let mark = scene.ours.home().join("ran");
    let address = format!("ext::sh -c touch% {}", mark.display());
    let newcomer = alone();
    for given in [&address, &format!("--upload-pack=touch {}", mark.display()), "-x"] {
        let ran = ended(program(&newcomer, &["sync", &format!("--remote={given}")]));
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains("can't be the address of a remote"), "{}", ran.err);
    }
    let settings =
        "[user]\nname = Ana\nemail = a@b\n[protocol \"ext\"]\nallow = always\n[protocol]\nallow = always\n";
    fs::write(scene.ours.home().join(".gitconfig"), settings).unwrap();
    scene.git(&["remote", "set-url", "origin", &address]);
    let allowed = [("GIT_ALLOW_PROTOCOL", "ext:file")];
    scene.fails_with(2, &["can't be the address of a remote"], &[], &allowed);
    scene.git(&["remote", "set-url", "origin", "short:x"]);
    scene.git(&["config", &format!("url.{address}.insteadOf"), "short:x"]);
    scene.fails_with(2, &["can't be the address of a remote"], &[], &allowed);
    assert!(!mark.exists());
}

#[test]
fn a_branch_that_follows_nothing_is_asked_to_choose_where_there_are_several_remotes() {
    let Some(scene) = Scene::new() else { return };
    scene.git(&["branch", "--quiet", "--unset-upstream"]);
    scene.git(&["remote", "add", "backup", "/nowhere.git"]);
    scene.fails(
        2,
        &["follows no remote, and there are several: backup, origin", "--set-upstream-to=REMOTE/BRANCH"],
    );
    scene.git(&["remote", "remove", "backup"]);
    scene.heals();
    assert_eq!(scene.git(&["rev-parse", "--abbrev-ref", "@{upstream}"]), "origin/main\n");
}

#[test]
fn who_is_out_of_reach_refuses_or_is_not_there_is_told_apart() {
    let Some(scene) = Scene::new() else { return };
    let ssh = scene.ours.home().join("ssh");
    let with = [("GIT_SSH_COMMAND", ssh.to_str().unwrap())];
    scene.git(&["remote", "set-url", "origin", "ssh://me@example.org/x.git"]);
    script(&ssh, "echo 'ssh: connect to host example.org port 22: No route to host' >&2; exit 255");
    scene.fails_with(
        1,
        &["the remote is out of reach: ssh: connect to host", "everything is recorded here"],
        &[],
        &with,
    );
    let text = fs::read_to_string(scene.ours.workspace().join("state/local/sync.ron")).unwrap();
    assert!(text.contains("cut:offline"), "{text}");
    script(&ssh, "echo 'me@example.org: Permission denied (publickey).' >&2; exit 255");
    scene.fails_with(
        1,
        &["does not let you in: me@example.org: Permission denied", "asks for no password"],
        &[],
        &with,
    );
    script(&ssh, "echo 'Host key verification failed.' >&2; exit 255");
    scene.fails_with(1, &["does not let you in"], &[], &with);
    let away = scene.share.folder.path().join("away.git");
    scene.git(&["remote", "set-url", "origin", away.to_str().unwrap()]);
    scene.fails(1, &["there is no repository at the remote's address", "share is connected"]);
    scene.git(&["remote", "set-url", "origin", &scene.share.address()]);
    scene.heals();
}

#[test]
fn a_remote_that_does_not_take_it_is_quoted() {
    let Some(scene) = Scene::new() else { return };
    let hook = scene.share.path().join("hooks/pre-receive");
    script(&hook, "printf 'only on weekdays\\033[2J\\n' >&2; exit 1");
    scene.fails(1, &["did not take what was sent", "only on weekdays", "nothing was changed here"]);
    fs::remove_file(hook).unwrap();
    scene.heals();
}

#[test]
fn a_history_that_was_rewritten_there_is_not_merged_back() {
    let Some(scene) = Scene::new() else { return };
    git(&scene.theirs, &["commit", "--quiet", "--amend", "-m", "Rewritten"]);
    git(&scene.theirs, &["push", "--quiet", "--force", "origin", "HEAD:main"]);
    for _ in 0..2 {
        scene.fails(1, &["the history of origin/main was rewritten there", "ask who rewrote it"]);
    }
    scene.git(&["fetch", "--quiet"]);
    scene.fails(1, &["the history of origin/main was rewritten there"]);
}

#[test]
fn a_branch_that_was_deleted_there_is_not_made_anew() {
    let Some(scene) = Scene::new() else { return };
    run_git(&scene.share.path(), &["update-ref", "-d", "refs/heads/main"]);
    scene.fails(1, &["origin/main is no longer there", "git push brings it back"]);
}

#[test]
fn repositories_without_common_history_are_not_joined() {
    let Some(scene) = Scene::new() else { return };
    let other = Share::new().unwrap();
    other.join("nzl");
    scene.git(&["remote", "set-url", "origin", &other.address()]);
    scene.fails(1, &["have no history in common", "copy your files of state/journal/"]);
}

#[test]
fn nothing_is_done_while_git_is_in_the_middle_of_something() {
    let Some(scene) = Scene::new() else { return };
    synced(&scene.ours);
    scene.git(&["reset", "--quiet", "--hard"]);
    scene.git(&["switch", "--quiet", "-c", "side"]);
    fs::write(scene.ours.workspace().join("README"), "side\n").unwrap();
    scene.git(&["commit", "--quiet", "-am", "Side"]);
    scene.git(&["switch", "--quiet", "main"]);
    fs::write(scene.ours.workspace().join("README"), "main\n").unwrap();
    scene.git(&["commit", "--quiet", "-am", "Main"]);
    let begin = |arguments: &[&str]| {
        assert!(!git_command(&scene.ours.workspace(), arguments).output().unwrap().status.success());
    };
    for (command, name) in [("merge", "merge"), ("cherry-pick", "cherry-pick"), ("rebase", "rebase")] {
        begin(&[command, "side"]);
        scene.fails(1, &[&format!("git is in the middle of a {name}"), "finish it or give it up"]);
        scene.git(&[command, "--abort"]);
    }
    scene.git(&["switch", "--quiet", "--detach"]);
    scene.fails(1, &["no branch is checked out", "git switch NAME"]);
    scene.git(&["switch", "--quiet", "main"]);
    fs::write(scene.ours.workspace().join("README"), "stashed\n").unwrap();
    scene.git(&["stash", "--quiet"]);
    fs::write(scene.ours.workspace().join("README"), "later\n").unwrap();
    scene.git(&["commit", "--quiet", "-am", "Later"]);
    begin(&["stash", "pop"]);
    scene.fails(1, &["README has conflicts that nobody settled"]);
    scene.git(&["checkout", "--quiet", "--ours", "README"]);
    scene.git(&["add", "README"]);
    synced(&scene.ours);
    assert_eq!(scene.git(&["stash", "list"]).lines().count(), 1);
}

#[test]
fn who_commits_is_never_guessed() {
    let Some(scene) = Scene::new() else { return };
    fs::write(scene.ours.home().join(".gitconfig"), "").unwrap();
    scene.fails(1, &["git does not know who you are", "git config --global user.name"]);
}

#[test]
fn a_conflict_in_files_of_others_is_named_and_not_begun() {
    let Some(scene) = Scene::new() else { return };
    scene.git(&["commit", "--quiet", "README", "-m", "Ours"]);
    scene.theirs_sends("README", "theirs\n");
    scene.fails(1, &["both sides changed README", "git pull --no-rebase"]);
    let text = fs::read_to_string(scene.ours.workspace().join("state/local/sync.ron")).unwrap();
    assert!(text.contains("behind:1"), "{text}");
    scene.git(&["stash", "--quiet"]);
    let pull =
        ["-c", "user.name=Ana", "pull", "--quiet", "--no-rebase", "--strategy-option=ours", "--no-edit"];
    scene.git(&pull);
    scene.git(&["stash", "pop", "--quiet", "--index"]);
    synced(&scene.ours);
    assert!(scene.ours.ok(&["show", "irl"]).contains("Opposes"));
}

#[test]
fn a_change_that_stands_in_the_way_is_named_and_kept() {
    let Some(scene) = Scene::new() else { return };
    scene.theirs_sends("new.txt", "theirs\n");
    scene.fails(1, &["stand in the way", "new.txt"]);
    fs::rename(scene.ours.workspace().join("new.txt"), scene.ours.workspace().join("old.txt")).unwrap();
    scene.theirs_sends("README", "theirs\n");
    scene.fails(1, &["stand in the way", "README"]);
    scene.git(&["checkout", "--quiet", "README"]);
    synced(&scene.ours);
    assert_eq!(scene.git(&["diff", "--cached", "--name-only"]), "staged.txt\n");
}

#[test]
fn a_hook_that_refuses_is_quoted() {
    let Some(scene) = Scene::new() else { return };
    for name in ["pre-commit", "prepare-commit-msg", "commit-msg", "pre-push"] {
        let hook = scene.ours.workspace().join(".git/hooks").join(name);
        script(&hook, &format!("echo {name} says no >&2; exit 1"));
        scene.fails(1, &[&format!("the hook {name} refused: {name} says no")]);
        fs::remove_file(hook).unwrap();
    }
    let hook = scene.ours.workspace().join(".git/hooks/commit-msg");
    script(&hook, "git diff --cached --name-only > \"$HOME/seen\"; echo 'Reviewed-by: A hook' >> \"$1\"");
    scene.heals();
    let seen = fs::read_to_string(scene.ours.home().join("seen")).unwrap();
    assert!(seen.starts_with("state/journal/") && seen.lines().count() == 1, "{seen}");
    assert!(scene.git(&["log", "-1", "--format=%B"]).contains("Reviewed-by: A hook"));
}

#[test]
fn a_commit_that_can_not_be_signed_is_not_made() {
    let Some(scene) = Scene::new() else { return };
    scene.git(&["config", "commit.gpgSign", "true"]);
    scene.git(&["config", "gpg.program", "false"]);
    scene.fails(1, &["could not be signed", "so that the key is unlocked"]);
}

#[test]
fn a_journal_that_was_cut_here_or_there_is_not_passed_on() {
    let Some(scene) = Scene::new() else { return };
    let own = scene
        .ours
        .journals()
        .into_iter()
        .find(|path| fs::read_to_string(path).unwrap().contains("AUT"))
        .unwrap();
    let name = own.file_name().unwrap().to_str().unwrap().to_owned();
    let whole = fs::read(&own).unwrap();
    fs::write(&own, &whole[20..]).unwrap();
    scene.fails(
        1,
        &[&format!("state/journal/{name} no longer holds what git has of it"), "git checkout -- FILE"],
    );
    fs::write(&own, &whole).unwrap();
    scene.heals();
    synced(&scene.theirs);
    scene.ours.ok(&["set", "aut", "8b", "supports"]);
    git(&scene.theirs, &["rm", "--quiet", &format!("state/journal/{name}")]);
    git(&scene.theirs, &["commit", "--quiet", "-m", "Tidy up"]);
    git(&scene.theirs, &["push", "--quiet", "origin", "HEAD:main"]);
    scene.fails(1, &[&format!("state/journal/{name}")]);
    git(&scene.theirs, &["revert", "--no-edit", "HEAD"]);
    git(&scene.theirs, &["push", "--quiet", "origin", "HEAD:main"]);
    scene.heals();
    git(&scene.theirs, &["pull", "--quiet"]);
    git(&scene.theirs, &["rm", "--quiet", &format!("state/journal/{name}")]);
    git(&scene.theirs, &["commit", "--quiet", "-m", "Tidy up"]);
    git(&scene.theirs, &["push", "--quiet", "origin", "HEAD:main"]);
    scene.fails(1, &[&format!("takes something out of state/journal/{name}"), "nothing was taken over"]);
}

#[test]
fn files_that_git_is_told_to_ignore_are_not_forced_in() {
    let Some(scene) = Scene::new() else { return };
    fs::write(scene.ours.workspace().join(".git/info/exclude"), "/state/snapshots/\n").unwrap();
    scene.ours.ok(&["snapshot", "keep", "one"]);
    scene.fails(1, &["git is told to ignore state/snapshots", "git check-ignore -v"]);
}

#[test]
fn another_program_in_the_repository_is_waited_for_or_named() {
    let Some(scene) = Scene::new() else { return };
    let lock = scene.ours.workspace().join(".git/index.lock");
    fs::write(&lock, "").unwrap();
    scene.fails(1, &["another program works in the repository", "index.lock"]);
    fs::remove_file(lock).unwrap();
    let path = scene.ours.workspace().join("state/local/sync.lock");
    let held = fs::File::options().read(true).write(true).open(path).unwrap();
    held.lock().unwrap();
    scene.fails_with(1, &["another sync of this workspace is under way"], &["--timeout", "1"], &[]);
    drop(held);
    scene.heals();
}

#[test]
fn who_is_overtaken_again_and_again_gives_up_without_harm() {
    let Some(scene) = Scene::new() else { return };
    let theirs = scene.theirs.workspace();
    let push = format!(
        "unset GIT_DIR; cd '{}' && git -c user.name=B -c user.email=b commit -q --allow-empty -m x && git push -q origin HEAD:main",
        theirs.display()
    );
    let hook = scene.ours.workspace().join(".git/hooks/pre-push");
    script(&hook, &push);
    let before = picture(&scene.ours);
    let ran = sync(&scene.ours, &[]);
    assert!(ran.err.contains("others were faster 12 times in a row; nothing was changed"), "{}", ran.err);
    assert_eq!(picture(&scene.ours), before);
    fs::remove_file(hook).unwrap();
    scene.heals();
}

#[test]
fn what_came_and_can_not_be_written_is_taken_in_by_the_next_sync() {
    let Some(share) = Share::new() else { return };
    let (ours, theirs) = (share.join("aut"), share.join("irl"));
    let name = theirs.journals().into_iter().find(|path| fs::read_to_string(path).unwrap().contains("IRL"));
    let path = ours.workspace().join("state/journal").join(name.unwrap().file_name().unwrap());
    fs::create_dir(&path).unwrap();
    ours.ok(&["set", "aut", "3a", "supports"]);
    let (head, files) = (git(&ours, &["rev-parse", "HEAD"]), git(&ours, &["ls-files", "--stage"]));
    let ran = sync(&ours, &[]);
    assert!(
        ran.err.contains("is sent, but what came could not be taken in: can't write state/journal/"),
        "{}",
        ran.err
    );
    assert_eq!((git(&ours, &["rev-parse", "HEAD"]), git(&ours, &["ls-files", "--stage"])), (head, files));
    fs::remove_dir(&path).unwrap();
    assert!(synced(&ours).contains("0 entries sent, 1 entry received"));
    assert_eq!(git(&ours, &["status", "--porcelain"]), "");
    synced(&theirs);
    assert_eq!(snapshot(&ours, "json"), snapshot(&theirs, "json"));
}

#[test]
fn an_outer_git_and_its_variables_do_not_lead_it_astray() {
    let Some(scene) = Scene::new() else { return };
    let other = Share::new().unwrap();
    let address = other.address();
    let mut command = program(&scene.ours, &["sync"]);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"] {
        command.env(name, &address);
    }
    command.env("GIT_CONFIG_PARAMETERS", "'remote.origin.url'='/nowhere'").env("GIT_TRACE", "1");
    let ran = ended(command);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(run_git(&other.path(), &["for-each-ref"]), "");
    scene.heals();
}
