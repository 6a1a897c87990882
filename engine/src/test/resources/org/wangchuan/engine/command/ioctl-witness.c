/*
 * Runs a program and answers its device requests (ioctl) itself, so that nothing reaches a device: prints each request, as it would
 * have gone to the kernel, and plays back what a file of answers says. x86-64.
 *
 * witness ANSWERS REQUESTS PROGRAM ARGUMENT...
 *
 * ANSWERS: lines "KIND PREFIX DATA SENSE RESULT" in hexadecimal, "-" for nothing; the first whose prefix is that of the command counts.
 *   KIND scsi: PREFIX of the command block, with SENSE data; nvme: of opcode, nsid and cdw10, with RESULT of 4 bytes; mmc: of opcode and
 *   argument, with the response as SENSE. Numbers least significant byte first, but for SCSI. A KIND that ends in "!" counts once.
 * Some programs take no device but by its name in /dev: those that begin with /dev/nvme97 or /dev/sdzzz are opened as /dev/null.
 * The program may start neither processes nor threads (they would run untraced), open no io_uring, and its sync of the whole machine does
 * nothing. Other ways than ioctl to a device (write on /dev/sg) are not stopped: give it names that lead to none.
 * Exit status: the program's; 3 bad arguments, 4 it was killed, 5 it can't be traced here (and was not run).
 * Written to REQUESTS: "scsi CDB DIRECTION LENGTH DATA", "nvme STRUCT DATA", "mmc STRUCT DATA", "multi NUMBER", "other REQUEST",
 * "refused SYSCALL".
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <linux/mmc/ioctl.h>
#include <linux/types.h>
#include <linux/nvme_ioctl.h>
#include <scsi/sg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#define BYTES_MAX 65536
#define ANSWERS_MAX 64

struct answer {
    char kind[8];
    unsigned char *prefix, *data, *sense, *result;
    size_t prefix_len, data_len, sense_len, result_len;
    int once, used;
};

static struct answer answers[ANSWERS_MAX];
static int answer_count;
static pid_t tracee;
static FILE *out;

static unsigned char *unhex(const char *text, size_t *len) {
    *len = strcmp(text, "-") == 0 ? 0 : strlen(text) / 2;
    unsigned char *bytes = calloc(1, *len + 1);
    for (size_t i = 0; i < *len; i++) {
        unsigned value = 0;
        if (sscanf(text + 2 * i, "%2x", &value) != 1) {
            exit(3);
        }
        bytes[i] = (unsigned char) value;
    }
    return bytes;
}

static void load(const char *path) {
    static char kind[8], prefix[512], data[20000], sense[1024], result[64];
    FILE *in = fopen(path, "r");
    if (in == NULL) {
        exit(3);
    }
    while (answer_count < ANSWERS_MAX
            && fscanf(in, "%7s %511s %19999s %1023s %63s", kind, prefix, data, sense, result) == 5) {
        struct answer *a = &answers[answer_count++];
        size_t end = strlen(kind) - 1;
        a->once = kind[end] == '!';
        a->used = 0;
        if (a->once) {
            kind[end] = 0;
        }
        strcpy(a->kind, kind);
        a->prefix = unhex(prefix, &a->prefix_len);
        a->data = unhex(data, &a->data_len);
        a->sense = unhex(sense, &a->sense_len);
        a->result = unhex(result, &a->result_len);
    }
    fclose(in);
}

static struct answer *find(const char *kind, const unsigned char *command, size_t len) {
    for (int i = 0; i < answer_count; i++) {
        if (strcmp(answers[i].kind, kind) == 0 && answers[i].prefix_len <= len && !(answers[i].once && answers[i].used)
                && memcmp(answers[i].prefix, command, answers[i].prefix_len) == 0) {
            answers[i].used = 1;
            return &answers[i];
        }
    }
    return NULL;
}

static void get(uint64_t from, void *to, size_t len) {
    struct iovec here = {to, len}, there = {(void *) from, len};
    if (len > 0 && process_vm_readv(tracee, &here, 1, &there, 1, 0) != (ssize_t) len) {
        memset(to, 0xee, len);
    }
}

static void put(uint64_t to, void *from, size_t len) {
    struct iovec here = {from, len}, there = {(void *) to, len};
    if (len > 0 && to != 0) {
        process_vm_writev(tracee, &here, 1, &there, 1, 0);
    }
}

static void hex(const unsigned char *bytes, size_t len) {
    fputc(' ', out);
    if (len == 0) {
        fputc('-', out);
    }
    for (size_t i = 0; i < len; i++) {
        fprintf(out, "%02x", bytes[i]);
    }
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

static void scsi(uint64_t at) {
    static unsigned char data[BYTES_MAX];
    struct sg_io_hdr h;
    unsigned char cdb[255] = {0};
    get(at, &h, sizeof h);
    get((uint64_t) h.cmdp, cdb, h.cmd_len);
    fprintf(out, "scsi");
    hex(cdb, h.cmd_len);
    fprintf(out, " %d %u", h.dxfer_direction, h.dxfer_len);
    size_t len = h.dxfer_direction == SG_DXFER_TO_DEV ? least(h.dxfer_len, BYTES_MAX) : 0;
    get((uint64_t) h.dxferp, data, len);
    hex(data, len);
    fputc('\n', out);
    struct answer *a = find("scsi", cdb, h.cmd_len);
    h.status = h.masked_status = h.host_status = h.driver_status = h.sb_len_wr = 0;
    h.resid = 0;
    if (a != NULL) {
        if (h.dxfer_direction == SG_DXFER_FROM_DEV) {
            size_t given = least(a->data_len, h.dxfer_len);
            put((uint64_t) h.dxferp, a->data, given);
            h.resid = (int) (h.dxfer_len - given);
        }
        if (a->sense_len > 0) {
            h.sb_len_wr = (unsigned char) least(a->sense_len, h.mx_sb_len);
            put((uint64_t) h.sbp, a->sense, h.sb_len_wr);
            h.status = 2;
            h.masked_status = 1;
            h.driver_status = 8;
        }
    }
    put(at, &h, sizeof h);
}

static void nvme(uint64_t at, size_t size) {
    static unsigned char data[BYTES_MAX];
    struct nvme_passthru_cmd64 c = {0};
    get(at, &c, size);
    fprintf(out, "nvme");
    hex((unsigned char *) &c, 72);
    size_t len = (c.opcode & 3) == 1 ? least(c.data_len, BYTES_MAX) : 0;
    get(c.addr, data, len);
    hex(data, len);
    fputc('\n', out);
    unsigned char key[9] = {c.opcode};
    memcpy(key + 1, &c.nsid, 4);
    memcpy(key + 5, &c.cdw10, 4);
    struct answer *a = find("nvme", key, sizeof key);
    if (a != NULL) {
        put(c.addr, a->data, least(a->data_len, c.data_len));
        if (a->result_len == 4) {
            put(at + offsetof(struct nvme_passthru_cmd, result), a->result, 4);
        }
    }
}

static void mmc(uint64_t at) {
    static unsigned char data[BYTES_MAX];
    struct mmc_ioc_cmd c;
    get(at, &c, sizeof c);
    fprintf(out, "mmc");
    hex((unsigned char *) &c, sizeof c);
    size_t len = c.write_flag ? least((size_t) c.blksz * c.blocks, BYTES_MAX) : 0;
    get(c.data_ptr, data, len);
    hex(data, len);
    fputc('\n', out);
    unsigned char key[5] = {(unsigned char) c.opcode, c.arg & 0xff, (c.arg >> 8) & 0xff, (c.arg >> 16) & 0xff, c.arg >> 24};
    struct answer *a = find("mmc", key, sizeof key);
    if (a != NULL) {
        put(c.data_ptr, a->data, least(a->data_len, (size_t) c.blksz * c.blocks));
        memcpy(c.response, a->sense, least(a->sense_len, sizeof c.response));
        put(at, &c, sizeof c);
    }
}

static long serve(unsigned long request, uint64_t at) {
    switch (request) {
        case SG_IO:
            scsi(at);
            return 0;
        case NVME_IOCTL_ADMIN_CMD:
            nvme(at, sizeof(struct nvme_passthru_cmd));
            return 0;
        case MMC_IOC_CMD:
            mmc(at);
            return 0;
        case MMC_IOC_MULTI_CMD: {
            struct mmc_ioc_multi_cmd m;
            get(at, &m, sizeof m);
            fprintf(out, "multi %llu\n", (unsigned long long) m.num_of_cmds);
            for (uint64_t i = 0; i < m.num_of_cmds && i < 16; i++) {
                mmc(at + sizeof m + i * sizeof(struct mmc_ioc_cmd));
            }
            return 0;
        }
        case SG_GET_VERSION_NUM: {
            int version = 30536;
            put(at, &version, sizeof version);
            return 0;
        }
        default:
            fprintf(out, "other %lx\n", request);
            return -ENOTTY;
    }
}

/* Whether a call is one that would get past us; what it is answered with. */
static int escapes(unsigned long long call, long *result) {
    switch (call) {
        case SYS_clone:
        case SYS_clone3:
        case SYS_fork:
        case SYS_vfork:
        case SYS_io_uring_setup:
            fprintf(out, "refused %llu\n", call);
            *result = -EPERM;
            return 1;
        case SYS_sync:
        case SYS_syncfs:
            *result = 0;
            return 1;
        default:
            return 0;
    }
}

/* Has a call open /dev/null in place of a device that isn't there: the name is laid below the stack, beyond what the program may use there. */
static void nowhere(struct user_regs_struct *regs) {
    static const char *const names[] = {"/dev/nvme97", "/dev/sdzzz"};
    static char null[] = "/dev/null";
    unsigned long long *path = regs->orig_rax == SYS_openat ? &regs->rsi : &regs->rdi;
    char name[16] = {0};
    struct iovec here = {name, sizeof name - 1}, there = {(void *) *path, sizeof name - 1};
    if (process_vm_readv(tracee, &here, 1, &there, 1, 0) <= 0) {
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strncmp(name, names[i], strlen(names[i])) == 0) {
            uint64_t below = (regs->rsp - 512) & ~15ULL;
            put(below, null, sizeof null);
            *path = below;
            ptrace(PTRACE_SETREGS, tracee, 0, regs);
        }
    }
}

int main(int argc, char **argv) {
    if (argc < 4) {
        return 3;
    }
    load(argv[1]);
    out = fopen(argv[2], "we");
    if (out == NULL) {
        return 3;
    }
    tracee = fork();
    if (tracee < 0) {
        return 5;
    }
    if (tracee == 0) {
        if (ptrace(PTRACE_TRACEME, 0, 0, 0) < 0) {
            _exit(126);
        }
        raise(SIGSTOP);
        execvp(argv[3], argv + 3);
        _exit(127);
    }
    int status;
    if (waitpid(tracee, &status, WUNTRACED) < 0 || !WIFSTOPPED(status)
            || ptrace(PTRACE_SETOPTIONS, tracee, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) < 0) {
        kill(tracee, SIGKILL);
        fprintf(stderr, "the program can't be traced here\n");
        return 5;
    }
    int inside = 0, ours = 0;
    long result = 0;
    int sig = 0;
    for (;;) {
        ptrace(PTRACE_SYSCALL, tracee, 0, sig);
        if (waitpid(tracee, &status, 0) < 0 || WIFEXITED(status) || WIFSIGNALED(status)) {
            break;
        }
        if (WSTOPSIG(status) != (SIGTRAP | 0x80)) {
            sig = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
            continue;
        }
        sig = 0;
        struct user_regs_struct regs;
        ptrace(PTRACE_GETREGS, tracee, 0, &regs);
        inside = !inside;
        if (inside && (regs.orig_rax == SYS_openat || regs.orig_rax == SYS_open || regs.orig_rax == SYS_access)) {
            nowhere(&regs);
        }
        /* Requests to terminals (54xxh) and sockets (89xxh) are no device's. */
        if (inside && regs.orig_rax == SYS_ioctl && (regs.rsi & 0xff00) != 0x5400 && (regs.rsi & 0xff00) != 0x8900) {
            result = serve(regs.rsi & 0xffffffffUL, regs.rdx);
            regs.orig_rax = (unsigned long long) -1;
            ptrace(PTRACE_SETREGS, tracee, 0, &regs);
            ours = 1;
        } else if (inside && escapes(regs.orig_rax, &result)) {
            regs.orig_rax = (unsigned long long) -1;
            ptrace(PTRACE_SETREGS, tracee, 0, &regs);
            ours = 1;
        } else if (!inside && ours) {
            regs.rax = (unsigned long long) result;
            ptrace(PTRACE_SETREGS, tracee, 0, &regs);
            ours = 0;
        }
    }
    fclose(out);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 4;
}
