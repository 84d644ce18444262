//! Why a sync did not happen, and what to do.
//!
//! Invariant: every trouble has a sentence and a way on, in both languages.

use crate::domain::{
    lang::{Lang, Pair},
    sync::{Trouble, Unfinished},
    text,
};

/// What is wrong, in one sentence without a full stop.
pub fn what(lang: Lang, trouble: &Trouble) -> String {
    let (en, zh) =
        reached(trouble).or_else(|| of_contents(trouble)).unwrap_or_else(|| of_repository(trouble));
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

/// What is wrong with the way to the other side.
fn reached(trouble: &Trouble) -> Option<(String, String)> {
    Some(match trouble {
        Trouble::Address(said) => {
            (format!("`{said}` can't be the address of a remote"), format!("{said} 不能作为远端地址"))
        }
        Trouble::Offline(said) => {
            (format!("the remote is out of reach: {said}"), format!("无法连接远端：{said}"))
        }
        Trouble::Silent(seconds) => (
            format!(
                "git said nothing for {seconds} {} and was stopped",
                if *seconds == 1 { "second" } else { "seconds" }
            ),
            format!("git 在 {seconds} 秒内没有响应，已终止"),
        ),
        Trouble::Refused(said) => {
            (format!("the remote does not let you in: {said}"), format!("远端拒绝访问：{said}"))
        }
        Trouble::NotThere(said) => (
            format!("there is no repository at the remote's address: {said}"),
            format!("远端地址没有存储库：{said}"),
        ),
        Trouble::NotTaken(said) => {
            (format!("the remote did not take what was sent: {said}"), format!("远端未接受推送：{said}"))
        }
        Trouble::Ownership(said) => (
            format!("git does not trust the owner of a repository: {said}"),
            format!("git 不信任存储库的所有者：{said}"),
        ),
        Trouble::Overtaken(times) => {
            (format!("others were faster {times} times in a row"), format!("连续 {times} 次被他人抢先推送"))
        }
        Trouble::NotTakenIn(said) => (
            format!("what was recorded here is sent, but what came could not be taken in: {said}"),
            format!("本机记录已发送，但收到的内容无法写入：{said}"),
        ),
        Trouble::Stopped => ("the sync was stopped".into(), "同步已停止".into()),
        _ => return None,
    })
}

/// What is wrong with what is to be put together.
fn of_contents(trouble: &Trouble) -> Option<(String, String)> {
    Some(match trouble {
        Trouble::Gone(branch) => (
            format!("{branch} is no longer there: the branch was deleted"),
            format!("{branch} 已不存在：分支被删除"),
        ),
        Trouble::Rewritten(branch) => (
            format!("the history of {branch} was rewritten there: it lacks commits that were shared before"),
            format!("{branch} 的历史在远端被改写：缺少此前已共享的提交"),
        ),
        Trouble::Unrelated(branch) => (
            format!("this repository and {branch} have no history in common"),
            format!("本存储库与 {branch} 没有共同的历史"),
        ),
        Trouble::Cut(file) => (
            format!("{file} no longer holds what git has of it, though it only ever grows"),
            format!("{file} 缺少 git 中已有的内容，而该文件本应只增不减"),
        ),
        Trouble::Dropped(file) => (
            format!("the remote takes something out of {file}, which is never rewritten"),
            format!("远端删去了 {file} 的内容，而该文件从不改写"),
        ),
        Trouble::Conflict(files) => (
            format!("both sides changed {}, and git can't put it together", listed(files)),
            format!("双方均改动了 {}，git 无法合并", listed(files)),
        ),
        Trouble::InTheWay(said) => (
            format!("changes here stand in the way of what came: {said}"),
            format!("本地改动妨碍接收：{said}"),
        ),
        Trouble::Hook(name, said) => {
            (format!("the hook {name} refused: {said}"), format!("钩子 {name} 拒绝：{said}"))
        }
        Trouble::Signing(said) => {
            (format!("the commit could not be signed: {said}"), format!("提交无法签名：{said}"))
        }
        _ => return None,
    })
}

/// What is wrong with the repository and the machine.
fn of_repository(trouble: &Trouble) -> (String, String) {
    let both = |en: &str, zh: &str| (en.to_owned(), zh.to_owned());
    match trouble {
        Trouble::NoGit => both("there is no git on this machine", "本机没有 git"),
        Trouble::OldGit(version) => (
            format!("git {version} is too old; sync needs 2.38 or newer"),
            format!("git {version} 过旧；同步需要 2.38 或更新版本"),
        ),
        Trouble::NoRepository => both("the workspace is in no git repository", "工作区不在任何 git 存储库中"),
        Trouble::Elsewhere(top) => (
            format!("the workspace lies in the repository {top}, which has nothing of it"),
            format!("工作区位于存储库 {top} 内，但该库未收录工作区的任何文件"),
        ),
        Trouble::Ignored(file) => {
            (format!("git is told to ignore {file}"), format!("git 被设置为忽略 {file}"))
        }
        Trouble::NoRemote => both("the repository has no remote", "存储库没有远端"),
        Trouble::WhichRemote(names) => (
            format!("the branch follows no remote, and there are several: {}", listed(names)),
            format!("分支未跟踪任何远端，而远端有多个：{}", listed(names)),
        ),
        Trouble::OtherRemote(name, address) => (
            format!("the repository has a remote already: {name} at {address}"),
            format!("存储库已有远端：{name}（{address}）"),
        ),
        Trouble::Detached => both("no branch is checked out (detached HEAD)", "未检出任何分支（HEAD 分离）"),
        Trouble::Unfinished(what) => {
            let (en, zh) = unfinished(*what);
            (format!("git is in the middle of a {en}"), format!("git 正处于未完成的{zh}"))
        }
        Trouble::Unmerged(files) => (
            format!("{} has conflicts that nobody settled", listed(files)),
            format!("{} 有尚未解决的冲突", listed(files)),
        ),
        Trouble::NoIdentity => both(
            "git does not know who you are (user.name and user.email)",
            "git 不知道您是谁（user.name 与 user.email）",
        ),
        Trouble::Busy => both("another sync of this workspace is under way", "本工作区的另一次同步正在进行"),
        Trouble::Locked(said) => (
            format!("another program works in the repository: {said}"),
            format!("另一程序正在使用存储库：{said}"),
        ),
        Trouble::Git(asked, said) => {
            (format!("git {asked} failed: {said}"), format!("git {asked} 失败：{said}"))
        }
        Trouble::File(said) => (said.clone(), said.clone()),
        other => both(other.kind(), other.kind()),
    }
}

/// What to do, in one sentence without a full stop.
pub fn hint(lang: Lang, trouble: &Trouble) -> &'static str {
    of_way(trouble)
        .or_else(|| of_what(trouble))
        .or_else(|| of_place(trouble))
        .unwrap_or(Pair("nothing was changed", "未作任何更改"))
        .get(lang)
}

fn of_way(trouble: &Trouble) -> Option<Pair> {
    Some(match trouble {
        Trouble::Address(_) => Pair(
            "give a path, or an address such as git@host:folder/name.git or https://host/name.git",
            "请给出路径，或 git@host:folder/name.git、https://host/name.git 之类的地址",
        ),
        Trouble::Offline(_) | Trouble::Silent(_) => Pair(
            "everything is recorded here; sync again when the remote can be reached",
            "所有记录均已存于本机；能连接远端时请再次同步",
        ),
        Trouble::Refused(_) => Pair(
            "sync asks for no password; run git fetch in this folder once, so that git can ask and remember, then sync again",
            "同步不会询问密码；请先在此文件夹运行一次 git fetch，让 git 询问并记住，然后再同步",
        ),
        Trouble::NotThere(_) => Pair(
            "check that the address is right and the share is connected; git init --bare FOLDER makes an empty repository",
            "请检查地址是否正确、共享盘是否已连接；git init --bare 文件夹 可新建空存储库",
        ),
        Trouble::NotTaken(_) => {
            Pair("ask whoever keeps the remote; nothing was changed here", "请联系远端管理者；本地未作更改")
        }
        Trouble::Ownership(_) => Pair(
            "if you trust it: git config --global --add safe.directory FOLDER, with the folder that git names",
            "若可信任：git config --global --add safe.directory 文件夹（git 所指的文件夹）",
        ),
        Trouble::NotTakenIn(_) => Pair("see to that, then sync again", "请先处理，然后再同步"),
        Trouble::Overtaken(_) | Trouble::Stopped => {
            Pair("nothing was changed; sync again", "未作更改；请再次同步")
        }
        _ => return None,
    })
}

fn of_what(trouble: &Trouble) -> Option<Pair> {
    Some(match trouble {
        Trouble::Gone(_) => Pair(
            "ask who deleted it; git push brings it back, git branch --set-upstream-to names another",
            "请询问是谁删除的；git push 可恢复，git branch --set-upstream-to 可改用其他分支",
        ),
        Trouble::Rewritten(_) => Pair(
            "ask who rewrote it; git merge with that branch keeps both, and your journals hold all that was recorded here",
            "请询问是谁改写的；与该分支执行 git merge 可保留双方；本机日志仍保有全部记录",
        ),
        Trouble::Unrelated(_) => Pair(
            "clone the remote into another folder and copy your files of state/journal/ into its own",
            "请将远端克隆到另一文件夹，并把您的 state/journal/ 文件复制到其中",
        ),
        Trouble::Cut(_) => Pair(
            "git diff shows what is missing; git checkout -- FILE puts back what git has",
            "git diff 可查看缺失内容；git checkout -- 文件 可恢复 git 中的内容",
        ),
        Trouble::Dropped(_) => Pair(
            "ask who changed it there and have it put back; nothing was taken over",
            "请询问远端是谁改动的并恢复；未接收任何内容",
        ),
        Trouble::Conflict(_) => Pair(
            "run git pull --no-rebase in this folder, settle the conflict and commit, then sync again",
            "请在此文件夹运行 git pull --no-rebase，解决冲突并提交，然后再同步",
        ),
        Trouble::InTheWay(_) => {
            Pair("commit it, or move the file away, then sync again", "请提交该改动或移走文件，然后再同步")
        }
        Trouble::Hook(..) => {
            Pair("see to what the hook asks for, then sync again", "请按钩子的要求处理，然后再同步")
        }
        Trouble::Signing(_) => Pair(
            "sign something by hand once, so that the key is unlocked, then sync again",
            "请先手动签名一次以解锁密钥，然后再同步",
        ),
        _ => return None,
    })
}

fn of_place(trouble: &Trouble) -> Option<Pair> {
    Some(match trouble {
        Trouble::NoGit | Trouble::OldGit(_) => Pair(
            "install git, or share without it: copy the files of state/journal/ to each other",
            "请安装 git；也可不用 git 共享：互相复制 state/journal/ 中的文件",
        ),
        Trouble::NoRepository | Trouble::NoRemote => Pair(
            "prepcom sync --remote ADDRESS sets it up; the address is a server's or that of a bare repository on a share",
            "prepcom sync --remote 地址 即可设置；地址可为服务器，或共享盘上的裸存储库",
        ),
        Trouble::Elsewhere(_) => Pair(
            "prepcom sync --remote ADDRESS makes a repository of its own; git add state in that one shares it there",
            "prepcom sync --remote 地址 为其单独建库；或在该库中 git add state 后再同步",
        ),
        Trouble::Ignored(_) => Pair(
            "git check-ignore -v FILE names the rule; take it out, or share through a repository of the workspace's own",
            "git check-ignore -v 文件 可找出规则；请删去，或为工作区单独建库",
        ),
        Trouble::WhichRemote(_) => Pair(
            "choose one: git branch --set-upstream-to=REMOTE/BRANCH",
            "请选定一个：git branch --set-upstream-to=远端/分支",
        ),
        Trouble::OtherRemote(..) => Pair(
            "sync without --remote uses it; git remote set-url changes it",
            "不带 --remote 即使用该远端；git remote set-url 可更改",
        ),
        Trouble::Detached => Pair("check a branch out: git switch NAME", "请检出分支：git switch 名称"),
        Trouble::Unfinished(_) => Pair(
            "finish it or give it up (git status says how), then sync again",
            "请完成或放弃（git status 有说明），然后再同步",
        ),
        Trouble::Unmerged(_) => Pair("settle them and commit, then sync again", "请解决并提交，然后再同步"),
        Trouble::NoIdentity => Pair(
            "git config --global user.name \"YOUR NAME\" and git config --global user.email ADDRESS",
            "git config --global user.name \"姓名\" 与 git config --global user.email 邮箱",
        ),
        Trouble::Busy => Pair("wait until it is done", "请等待其结束"),
        Trouble::Locked(_) => Pair(
            "wait until it is done; if none runs, delete the lock that git names",
            "请等待其结束；若并无程序运行，请删除 git 所指的锁文件",
        ),
        _ => return None,
    })
}

fn unfinished(what: Unfinished) -> (&'static str, &'static str) {
    match what {
        Unfinished::Merge => ("merge", "合并"),
        Unfinished::Rebase => ("rebase", "变基"),
        Unfinished::CherryPick => ("cherry-pick", "拣选"),
        Unfinished::Revert => ("revert", "还原"),
        Unfinished::Bisect => ("bisect", "二分查找"),
    }
}

/// The first few names.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 4;
    let shown = names.iter().take(SHOWN).map(|name| text::clean_line(name));
    let more = if names.len() > SHOWN { format!(" (+{})", names.len() - SHOWN) } else { String::new() };
    format!("{}{more}", shown.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of every kind.
    fn all() -> Vec<Trouble> {
        use Trouble::*;
        let said = || "said".to_owned();
        let names = || vec!["a\u{1b}b".to_owned(); 6];
        vec![
            NoGit,
            OldGit(said()),
            NoRepository,
            Elsewhere(said()),
            Ownership(said()),
            Ignored(said()),
            NoRemote,
            WhichRemote(names()),
            OtherRemote(said(), said()),
            Address(said()),
            Detached,
            Unfinished(crate::domain::sync::Unfinished::Bisect),
            Unmerged(names()),
            NoIdentity,
            Busy,
            Locked(said()),
            Offline(said()),
            Silent(1),
            Refused(said()),
            NotThere(said()),
            NotTaken(said()),
            Gone(said()),
            Rewritten(said()),
            Unrelated(said()),
            Cut(said()),
            Dropped(said()),
            Conflict(names()),
            InTheWay(said()),
            Hook(said(), said()),
            Signing(said()),
            NotTakenIn(said()),
            Overtaken(3),
            Stopped,
            File(said()),
            Git(said(), said()),
        ]
    }

    #[test]
    fn every_trouble_is_told_apart_with_what_to_do_in_both_languages() {
        for lang in [Lang::En, Lang::Zh] {
            let told: Vec<String> = all().iter().map(|trouble| what(lang, trouble)).collect();
            for (trouble, said) in all().iter().zip(&told) {
                assert_eq!(told.iter().filter(|other| *other == said).count(), 1, "{said}");
                assert!(*said != trouble.kind() && !said.contains('\u{1b}'), "{said}");
                let unknown = matches!(trouble, Trouble::File(_) | Trouble::Git(..));
                let hint = hint(lang, trouble);
                assert_eq!(hint == ["nothing was changed", "未作任何更改"][lang as usize], unknown, "{said}");
            }
        }
        let kinds: std::collections::BTreeSet<&str> = all().iter().map(Trouble::kind).collect();
        assert_eq!(kinds.len(), all().len());
    }
}
