#!/bin/sh
# LibreOffice opens the workbooks and documents that prepcom writes, and finds in them what was recorded; in both languages.
set -eu
cd "$(dirname "$0")/.."
if ! command -v soffice >/dev/null || ! command -v pdftotext >/dev/null; then
    apt-get update -q && apt-get install -qy --no-install-recommends libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils
fi
cargo build --locked --quiet
program=$PWD/target/debug/prepcom
work=$(mktemp -d)
trap 'if [ -n "${KEEP:-}" ]; then cp -r "$work"/. "$KEEP"; fi; rm -rf "$work"' EXIT
export HOME="$work/home" LANG=C.UTF-8 PREPCOM_AUTHOR="A. Diplomat"
mkdir -p "$HOME/.config/prepcom" "$work/space/state" "$work/out"
echo '(marking: "RESTRICTED & <b>")' >"$HOME/.config/prepcom/settings.ron"
export PREPCOM_WORKSPACE="$work/space"

record() { "$program" "$@" >/dev/null; }
esc=$(printf '\033')
rlo=$(printf '\342\200\256')
record set @nam 8b supports --on 2024-07-22 --source 'statement:NAM, 22 July'
record set cub,egy 8b champions --if '=1+1 | a "quoted" word' --source working-paper:NPT/WP.1
record set fra,gbr,usa,rus 3a opposes --source statement:SR.3 --on 2024-07-22T15:00
record set aut,irl,nzl,mex,zaf 1a,3a,4a,4b,4c supports --note 'internalhint'
record set chn 11 awaiting
record set chn 2a,2b accepts --if '报告每年提交'
record set prk 5a blocks
record set deu,jpn,aus,can 1b,2a,9a,10a concerns --if 'subject to a review of the text by capital'
record set idn 1a silent
record set che,nor,swe,bra 1a champions --if "=cmd|' /C calc'!A0"
record note aut 1a "shared,
over <b>two</b> lines ]]> &amp; ${esc}[31mred ${rlo}dlrow" --shareable
record note chn '希望在下届会议前收到书面答复' --shareable
head -c 100000 /dev/zero | tr '\0' 'x' | record note fra 3a - --shareable
record commitment add aut 1a '@SUM(A1) a report before the next session' --due 2027-04-01
record commitment add jpn 4b 'a workshop' --due 2024-04-01
record commitment add bra 4b 'no date yet'
record line 1a --objective 'a common form' --arguments '+1 for comparability' --asks 'Would you use the form?'
record point aut 1a 'the report'
record meeting plan aut,irl 2027-03-01T10:00 --place 'Room IV, Vienna' --items 1a,4b

convert() { # FILE TO
    soffice -env:UserInstallation="file://$work/profile" --headless --convert-to "$2" --outdir "$work/out" "$1" \
        >"$work/said" 2>"$work/complaints" || { cat "$work/complaints"; exit 1; }
    # Complaints of the Java that is not installed are about LibreOffice itself.
    if grep -v -e javaldx -e '^$' "$work/complaints"; then echo "LibreOffice complained about $1"; exit 1; fi
}
expect() { # FILE WORD...
    file=$1; shift
    test -s "$file" || { echo "$file is empty"; exit 1; }
    for word in "$@"; do grep -qF -e "$word" "$file" || { echo "$file has no '$word'"; exit 1; }; done
}
sheet() { find "$work/out" -name "$1-$2.csv"; }

for kind in en zh both; do
    case $kind in
        en) set -- --lang en export; more= ;;
        zh) set -- --lang zh export; more= ;;
        both) set -- --lang en export; more=--both-languages ;;
    esac
    "$program" "$@" $more -o "$work/$kind.xlsx" 2>/dev/null
    "$program" "$@" $more -o "$work/$kind.docx" 2>/dev/null
    convert "$work/$kind.xlsx" 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
    convert "$work/$kind.xlsx" pdf
    mv "$work/out/$kind.pdf" "$work/out/$kind-sheets.pdf"
    convert "$work/$kind.docx" pdf
    for file in "$kind" "$kind-sheets"; do pdftotext -layout "$work/out/$file.pdf" "$work/out/$file.txt"; done
done
"$program" brief aut --format docx -o "$work/brief.docx" 2>/dev/null
convert "$work/brief.docx" pdf
pdftotext -layout "$work/out/brief.pdf" "$work/out/brief.txt"

expect "$(sheet en Positions)" Austria Supports '=1+1 | a ""quoted"" word' '2024-07-22 15:00' 2024-07-22 @NAM
expect "$(sheet zh 立场)" 奥地利 支持 发言 报告每年提交
expect "$(sheet en Commitments)" 2027-04-01 '@SUM(A1) a report' yes
expect "$(sheet en Notes)" 希望在下届会议前收到书面答复 …
expect "$(sheet en Matrix)" '(+)' Austria
expect "$work/out/en.txt" 'RESTRICTED & <b>' Austria 'not agreed language' '1 / '
expect "$work/out/zh.txt" 'RESTRICTED & <b>' 奥地利 并非商定措辞 待提出
expect "$work/out/both.txt" 'Position / 立场' Austria 奥地利
expect "$work/out/en-sheets.txt" 'RESTRICTED & <b>' Champions
expect "$work/out/zh-sheets.txt" 'RESTRICTED & <b>' 倡导 奥地利
expect "$work/out/brief.txt" 'RESTRICTED & <b>' Austria 'a report before'
# A brief is for us and has internal notes; what is handed out has none.
expect "$work/out/brief.txt" internalhint
rm "$work/out/brief.txt"
if grep -rl internalhint "$work/out"; then echo "internal notes are in these"; exit 1; fi
echo "LibreOffice opens all of them"
