# shellcheck shell=bash
# `./wangchuan lab`: the virtual bench. Drives that erase themselves, or only say so, in a machine in a machine.

lab_packages=(qemu-system-x86 busybox-static kmod xz-utils nvme-cli hdparm sg3-utils sedutil)

lab_help() {
    if [[ ${LC_ALL:-${LC_MESSAGES:-${LANG-}}} == [Zz][Hh]* ]]; then
        cat <<'END'
用法：./wangchuan lab [list]
      ./wangchuan lab run [名称…] [--logs] [--keep] [--steady] [--without-product] [--policy=规则集]… [--all-policies] [--table=文件夹]

虚拟测试台：Debian 内核在 QEMU 中运行，硬盘由程序模拟，有的诚实，有的说谎。

  list               列出所有场景（默认）
  run                运行指定的场景，各只用它所针对的规则集；不指定则以所有规则集全部运行；同一类至多六个共用一次启动，每个处理器一台机器（至多四台）
  --logs             打印全部记录
  --keep             保留记录（有不对之处时总会保留）；其余全部删除
  --steady           虚拟机的时钟按其执行的指令走：本机繁忙时更慢，但设备不会显得没有应答
  --without-product  只用其他程序（nvme、sedutil-cli、hdparm、sg_sanitize）检验硬盘本身
  --policy=规则集    产品只用这个规则集（可多次给出）；表格中其他规则集的列保持原样
  --all-policies     指定的场景也以所有规则集运行（--table 也是如此）
  --table=文件夹     把结果写成 lab.md 与 lab.zh.md 中的表格

run 需要 root，以及这些 Debian 软件包：
END
    else
        cat <<'END'
Usage: ./wangchuan lab [list]
       ./wangchuan lab run [NAME...] [--logs] [--keep] [--steady] [--without-product] [--policy=RULES]... [--all-policies] [--table=FOLDER]

The virtual bench: Debian's kernel in QEMU, and drives made by a program, honest ones and liars.

  list               list all scenarios (what happens without a word)
  run                run those that are named, each by the rule set that it is about, or all by every rule set; up to six of a kind share
                     one boot, and a machine runs for each processor (four at most); how far they are is told on standard error
  --logs             print all logs
  --keep             keep the logs, as they are where something is wrong; all else is deleted
  --steady           the guest's clock goes by its instructions: slower, but on a busy machine no device seems dead
  --without-product  only have other programs (nvme, sedutil-cli, hdparm, sg_sanitize) try the drives themselves
  --policy=RULES     the product goes by this rule set alone (may be given again); the table's other columns stay
  --all-policies     run those that are named by every rule set, too (as --table does)
  --table=FOLDER     write what came of it into the tables of lab.md and lab.zh.md

run needs root, and these Debian packages:
END
    fi
    printf '  %s\n' "${lab_packages[*]}"
}

require_lab_packages() {
    local name missing=()
    command -v dpkg-query >/dev/null || return 0
    for name in "${lab_packages[@]}"; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || missing+=("$name")
    done
    ((${#missing[@]} == 0)) || install_packages "${missing[@]}" || ask_for_packages "${missing[@]}"
}

run_lab() {
    case ${1-} in
        -h | --help)
            lab_help
            return
            ;;
        run)
            if ((EUID != 0)); then
                say "the virtual bench reads this machine's files as its own, so it needs root. Type: sudo $0 lab $*" \
                    "虚拟测试台以本机文件为自己的文件，因此需要 root。请输入：sudo $0 lab $*"
                return 1
            fi
            require_lab_packages
            ;;
    esac
    # The language is that of the commands.
    WANGCHUAN_LANG=${LC_ALL:-${LC_MESSAGES:-${LANG-}}} "$java_home/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData \
        -Dwangchuan.lab.modules="$(readlink -f -- "$dist/modules")" -Dwangchuan.lab.kernel="${dist%/*}/kernel" \
        -cp "$dist/lab/*:$dist/modules/*" org.wangchuan.lab.Lab "$@"
}
