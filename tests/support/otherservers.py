# SPDX-License-Identifier: MIT
"""Cyrus, Courier, GNU Mailutils and Postfix for tests, started privately by tests/support/mailserver.

Debian's packages of them exclude each other and Dovecot, so `packaging/install-deps test` unpacks
them into a cache folder. A server sees its own package laid over /usr and /etc, and a /run of its
own, in a private mount namespace; a private process namespace ends all of it at once. As root the
servers run as `mail`, but for Mailutils and Postfix, which change to their users themselves; as anyone else in a
namespace of users where the kernel lets them.
"""

import ctypes
import grp
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time

FOLDERS = ("Drafts", "Sent", "Archive", "Junk", "Trash")


def cache_directory():
    """Where install-deps unpacks; a test may have another HOME than whoever installed."""
    base = os.environ.get("XDG_CACHE_HOME")
    if not base:
        import pwd
        base = pwd.getpwuid(os.getuid()).pw_dir + "/.cache"
    return base + "/turnstone/test-servers"


class OtherServer:
    """One server with its users, on ports of its own. As `Server` in tests/support/mailserver."""

    package = ""  # of Debian, for a sentence about what is missing
    folder = ""  # in the cache
    needs = ()  # programs below it
    starts_as_root = False
    protocols = ("imap", "imaps", "pop3", "pop3s")

    def __init__(self, arguments, directory, account, tools):
        self.arguments = arguments
        self.directory = directory
        self.account = account
        self.tools = tools  # of the program that started us: free_ports, program, fail
        self.process = None
        self.ports = {}
        self.root = f"{cache_directory()}/{self.folder}"
        missing = [name for name in self.needs if not os.path.exists(self.root + name)]
        if missing:
            tools.fail(f"{missing[0]} of the package {self.package} is missing in {self.root}: "
                       "run packaging/install-deps test.")
        self.users = [entry.partition(":")[::2] for entry in arguments.user]
        self.group = grp.getgrgid(account.pw_gid).gr_name

    # Files

    def write(self, path, text, mode=0o644):
        path = f"{self.directory}/{path}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as out:
            out.write(text)
        os.chmod(path, mode)
        return path

    def configure(self):
        self.ports = dict(zip(self.protocols, self.tools.free_ports(len(self.protocols))))
        for folder in ("etc", "run", "mail", "state"):
            os.makedirs(f"{self.directory}/{folder}", exist_ok=True)
        self.write("state/both.pem", open(f"{self.directory}/server.key").read()
                   + open(f"{self.directory}/server.pem").read(), 0o600)
        self.write_configuration()
        self.tools.hand_over(self)
        etc = f"{self.directory}/etc"
        if os.path.isdir(f"{self.root}/etc"):
            etc += f":{self.root}/etc"
        drop = ""
        if not self.starts_as_root and os.geteuid() == 0:
            drop = (f"setpriv --reuid={self.account.pw_uid} --regid={self.account.pw_gid} "
                    "--clear-groups -- ")
        lines = [
            "set -e",
            f"mount -t overlay overlay -o lowerdir={self.root}/usr:/usr /usr",
            *(drop + command for command in self.preparations()),
            f"mount -t overlay overlay -o lowerdir={etc}:/etc /etc",
            f"mount --bind {self.directory}/run /run",
            f"cd {self.directory}",
        ]
        # Never exec: the shell is process 1, and whatever signals its parent would end the server.
        redirection = f"</dev/null >>{self.directory}/state/log 2>&1"
        lines += [f"{drop}{command} {redirection} &" for command in self.commands()[:-1]]
        lines += [f"{drop}{self.commands()[-1]} {redirection}", "exit"]
        self.write("state/start", "\n".join(lines) + "\n")

    # Running

    def start(self):
        if self.process:
            return
        command = [self.tools.program("unshare", "util-linux"), "--mount", "--pid", "--fork",
                   "--kill-child=KILL"]
        if os.geteuid() != 0:
            command += ["--user", "--map-root-user"]
        self.process = subprocess.Popen(
            [*command, "sh", f"{self.directory}/state/start"], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=become_server)
        os.set_blocking(self.process.stdout.fileno(), False)
        with open(f"{self.directory}/state/pid", "w") as out:
            out.write(str(self.process.pid))
        for name in self.protocols:
            self.wait_until_answering(name)

    def wait_until_answering(self, name):
        until = time.monotonic() + 30
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.package} ended: {self.said()}")
            try:
                with socket.create_connection(("127.0.0.1", self.ports[name]), timeout=10) as s:
                    if name.endswith("s") or s.recv(1):
                        return
            except OSError:
                pass
            time.sleep(0.02)
        raise RuntimeError(f"{self.package} doesn't answer by {name}: {self.said()}")

    def said(self):
        text = (self.process.stdout.read() or b"").decode(errors="replace")
        try:
            with open(f"{self.directory}/state/log", errors="replace") as log:
                text += log.read()[-2000:]
        except OSError:
            pass
        return text.strip() or "nothing was said"

    def stop(self):
        """At once and whole: nothing of the process namespace survives. What a server had confirmed
        must survive that."""
        if not self.process:
            return
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process = None
        os.unlink(f"{self.directory}/state/pid")

    def answer(self, line):
        words = shlex.split(line)
        if words == ["stop"]:
            self.stop()
        elif words == ["start"]:
            self.start()
        elif words == ["restart"]:
            self.stop()
            self.start()
        elif words:
            return {"ok": False, "output": f"{self.package} doesn't know this command"}
        return {"ok": True}

    # For each server

    def write_configuration(self):
        raise NotImplementedError

    def preparations(self):
        """Lines of shell, with the package there and /etc as it was."""
        return []

    def commands(self):
        """Lines of shell; the last one is the process whose end is the server's end."""
        raise NotImplementedError


def become_server():
    os.setpgid(0, 0)
    # unshare lets its child die with it; TERM it would ignore.
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class Cyrus(OtherServer):
    package = "cyrus-imapd"
    folder = "cyrus"
    needs = ("/usr/lib/cyrus/bin/master", "/usr/lib/cyrus/bin/imapd", "/usr/lib/cyrus/bin/pop3d")

    def write_configuration(self):
        d = self.directory
        options = dict(option.split("=", 1) for option in self.arguments.option)
        for folder in ("conf/proc", "conf/lock", "conf/socket", "conf/db", "conf/log", "conf/ptclient"):
            os.makedirs(f"{d}/{folder}", exist_ok=True)
        special = "\n".join(f"xlist-{name.lower()}: {name}" for name in FOLDERS)
        names = "|".join(FOLDERS)
        me = self.account.pw_name if os.geteuid() == 0 else "root"  # in a namespace of users
        self.write("etc/imapd.conf", f"""\
configdirectory: {d}/conf
defaultpartition: default
partition-default: {d}/mail
proc_path: {d}/conf/proc
mboxname_lockpath: {d}/conf/lock
cyrus_user: {me}
cyrus_group: {self.group}
servername: localhost
virtdomains: off
unixhierarchysep: yes
altnamespace: yes
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {d}/state/sasldb2
sasl_mech_list: PLAIN LOGIN
autocreate_quota: {options.get("autocreate_quota", "0")}
autocreate_post: yes
autocreate_inbox_folders: {names}
autocreate_subscribe_folders: {names}
{special}
specialusealways: yes
tls_server_cert: {d}/server.pem
tls_server_key: {d}/server.key
tls_session_timeout: 0
imapidlepoll: 1
idlesocket: {d}/conf/socket/idle
maxlogins_per_host: 0
maxlogins_per_user: 0
poptimeout: 10
failedloginpause: 0
popminpoll: 0
expunge_mode: immediate
delete_mode: immediate
conversations: 0
duplicatesuppression: 0
""")
        self.write("etc/cyrus.conf", f"""\
START {{
  recover cmd="/usr/lib/cyrus/bin/ctl_cyrusdb -r"
  idled cmd="/usr/lib/cyrus/bin/idled"
}}
SERVICES {{
  imap cmd="/usr/lib/cyrus/bin/imapd -U 1000" listen="127.0.0.1:{self.ports['imap']}" proto="tcp4" prefork=2 maxchild=200
  imaps cmd="/usr/lib/cyrus/bin/imapd -s -U 1000" listen="127.0.0.1:{self.ports['imaps']}" proto="tcp4" prefork=2 maxchild=200
  pop3 cmd="/usr/lib/cyrus/bin/pop3d -U 1000" listen="127.0.0.1:{self.ports['pop3']}" proto="tcp4" prefork=1 maxchild=200
  pop3s cmd="/usr/lib/cyrus/bin/pop3d -s -U 1000" listen="127.0.0.1:{self.ports['pop3s']}" proto="tcp4" prefork=1 maxchild=200
}}
""")
        maker = self.tools.program("saslpasswd2", "sasl2-bin")
        for user, password in self.users:
            done = subprocess.run([maker, "-p", "-c", "-f", f"{d}/state/sasldb2", "-u", "localhost",
                                   user], input=password, capture_output=True, text=True)
            if done.returncode:
                self.tools.fail("saslpasswd2 failed: " + done.stderr.strip())

    def commands(self):
        return [f"/usr/lib/cyrus/bin/master -C /etc/imapd.conf -M /etc/cyrus.conf "
                f"-p {self.directory}/state/master.pid"]


class Courier(OtherServer):
    package = "courier-imap"
    folder = "courier"
    needs = ("/usr/bin/imapd", "/usr/lib/courier/courier/imaplogin",
             "/usr/lib/courier/courier/courierpop3login", "/usr/sbin/authdaemond")

    def write_configuration(self):
        d = self.directory
        users = []
        uid, gid = (self.account.pw_uid, self.account.pw_gid) if os.geteuid() == 0 else (0, 0)
        for user, password in self.users:
            home = f"{d}/mail/{user}"
            for box in ("Maildir", *(f"Maildir/.{name}" for name in FOLDERS)):
                for part in ("cur", "new", "tmp"):
                    os.makedirs(f"{home}/{box}/{part}", exist_ok=True)
                if box != "Maildir":
                    self.write(f"mail/{user}/{box}/maildirfolder", "")
            self.write(f"mail/{user}/Maildir/courierimapsubscribed",
                       "".join(f"INBOX.{name}\n" for name in FOLDERS))
            crypted = subprocess.run(
                [self.tools.program("openssl", "openssl"), "passwd", "-1", "-salt", "turnston",
                 "-stdin"], input=password, capture_output=True, text=True).stdout.strip()
            users.append(f"{user}\thome={home}|uid={uid}|gid={gid}|imappw={crypted}"
                         f"|pop3pw={crypted}|systempw={crypted}|mail={home}/Maildir")
        os.makedirs(f"{d}/etc/courier", exist_ok=True)
        self.write("etc/courier/userdb", "\n".join(users) + "\n", 0o600)
        os.makedirs(f"{d}/run/courier/authdaemon", exist_ok=True)
        self.write("etc/courier/authdaemonrc", """\
authmodulelist="authuserdb"
authmodulelistorig="authuserdb"
daemons=5
authdaemonvar=/run/courier/authdaemon
DEBUG_LOGIN=0
DEFAULTOPTIONS=""
LOGGEROPTS=""
""")
        # couriertls looks for this user, though it is told to stay who it is.
        self.write("etc/passwd", open("/etc/passwd").read()
                   + f"courier:x:{uid}:{gid}::{d}:/bin/sh\n")
        environment = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "prefix": "/usr", "exec_prefix": "/usr",
            "MAXDAEMONS": "400", "MAXPERIP": "400", "TCPDOPTS": "-nodnslookup -noidentlookup",
            "IMAP_CAPABILITY": "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT "
                               "THREAD=REFERENCES SORT QUOTA IDLE",
            "IMAP_KEYWORDS": "1", "IMAP_ACL": "0", "IMAP_IDLE_TIMEOUT": "1",
            "IMAP_CAPABILITY_TLS": "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE "
                                   "THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE "
                                   "AUTH=PLAIN",
            "IMAP_CHECK_ALL_FOLDERS": "0", "IMAP_OBSOLETE_CLIENT": "0", "IMAP_UMASK": "022",
            "IMAP_USELOCKS": "1", "IMAP_ENHANCEDIDLE": "0", "IMAP_TRASHFOLDERNAME": "Trash",
            "IMAP_MOVE_EXPUNGE_TO_TRASH": "0", "MAILDIRPATH": "Maildir",
            "IMAPDSTARTTLS": "YES", "IMAP_STARTTLS": "YES", "IMAP_TLS_REQUIRED": "0",
            "POP3AUTH": "PLAIN", "POP3AUTH_TLS": "PLAIN", "POP3_STARTTLS": "YES",
            "POP3_TLS_REQUIRED": "0", "COURIERTLS": "/usr/bin/couriertls",
            "TLS_PROTOCOL": "TLS1_2++", "TLS_STARTTLS_PROTOCOL": "TLS1_2++",
            "TLS_CERTFILE": f"{d}/state/both.pem", "TLS_VERIFYPEER": "NONE",
            "TLS_TRUSTCERTS": f"{d}/ca.pem",
        }
        exports = "\n".join(f"export {key}={shlex.quote(value)}" for key, value in
                            environment.items())
        listen = "exec couriertcpd -address=127.0.0.1 -maxprocs=400 -maxperip=400 " \
                 "-nodnslookup -noidentlookup"
        imap = "/usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir"
        pop3 = "/usr/lib/courier/courier/courierpop3login " \
               "/usr/lib/courier/courier/courierpop3d Maildir"
        tls = "/usr/bin/couriertls -server -tcpd"
        implicit = "export IMAP_TLS=1 POP3_TLS=1 IMAP_STARTTLS=NO POP3_STARTTLS=NO"
        for name, line in (
                ("imap", f"{listen} {self.ports['imap']} {imap}"),
                ("imaps", f"{implicit}\n{listen} {self.ports['imaps']} {tls} {imap}"),
                ("pop3", f"{listen} {self.ports['pop3']} {pop3}"),
                ("pop3s", f"{implicit}\n{listen} {self.ports['pop3s']} {tls} {pop3}")):
            self.write(f"state/{name}", f"#!/bin/sh\n{exports}\n{line}\n", 0o755)

    def preparations(self):
        return [f"/usr/sbin/makeuserdb -f {self.directory}/etc/courier/userdb"]

    def commands(self):
        return [*(f"sh {self.directory}/state/{name}" for name in self.protocols),
                "/usr/lib/courier/courier-authlib/authdaemond"]


class Mailutils(OtherServer):
    package = "mailutils-imap4d"
    folder = "mailutils"
    needs = ("/usr/sbin/imap4d", "/usr/sbin/pop3d")
    starts_as_root = True

    def write_configuration(self):
        d = self.directory
        uid, gid = (self.account.pw_uid, self.account.pw_gid) if os.geteuid() == 0 else (0, 0)
        passwd, shadow = "root:x:0:0:root:/root:/bin/sh\n", "root:*:19000:0:99999:7:::\n"
        for user, password in self.users:
            home = f"{d}/mail/{user}"
            crypted = subprocess.run(
                [self.tools.program("openssl", "openssl"), "passwd", "-6", "-stdin"],
                input=password, capture_output=True, text=True).stdout.strip()
            passwd += f"{user}:x:{uid}:{gid}::{home}/folders:/bin/sh\n"
            shadow += f"{user}:{crypted}:19000:0:99999:7:::\n"
            for box in ("INBOX", *(f"folders/{name}" for name in FOLDERS)):
                for part in ("cur", "new", "tmp"):
                    os.makedirs(f"{home}/{box}/{part}", exist_ok=True)
        os.makedirs(f"{d}/run/lock/subsys/mail", exist_ok=True)  # also /var/lock
        self.write("etc/passwd", passwd)
        self.write("etc/shadow", shadow, 0o600)
        # GSASL offers SCRAM for users of which it has no keys, and refuses them all.
        gsasl = "yes" if "gsasl=yes" in self.arguments.option else "no"
        common = f"""\
gsasl {{
  enable {gsasl};
}}
auth {{
  authentication "generic:system";
  authorization "system";
}}
mailbox {{
  mailbox-pattern "maildir://{d}/mail/${{user}}/INBOX";
  mailbox-type maildir;
}}
logging {{
  syslog no;
}}
tls-file-checks {{
  key-file none;
}}
tls {{
  ssl-certificate-file {d}/server.pem;
  ssl-key-file {d}/server.key;
}}
"""
        for program, protocol, more in (
                ("imap4d", "imap", ""),
                ("pop3d", "pop3", "")):
            self.write(f"etc/{program}.conf", f"""\
{common}{more}mode daemon;
foreground yes;
max-children 400;
server 127.0.0.1:{self.ports[protocol]} {{
  tls-mode ondemand;
}}
server 127.0.0.1:{self.ports[protocol + "s"]} {{
  tls-mode connection;
}}
""")

    def commands(self):
        return ["/usr/sbin/pop3d --no-site-config --config-file=/etc/pop3d.conf",
                "/usr/sbin/imap4d --no-site-config --config-file=/etc/imap4d.conf"]


class Postfix(OtherServer):
    """Takes mail for its users, signed in over TLS, and hands it to a Dovecot: `--option` says where
    that delivers (lmtp=PORT) and checks passwords (auth=PORT). relay=PORT opens a third port, where
    this computer needs no sign-in, as Dovecot's submission service wants one behind it."""

    package = "postfix"
    folder = "postfix"
    needs = ("/usr/lib/postfix/sbin/master", "/usr/lib/postfix/sbin/smtpd")
    starts_as_root = True  # it changes to its user itself
    protocols = ("smtp", "smtps")

    def write_configuration(self):
        d = self.directory
        me = self.account.pw_name if os.geteuid() == 0 else "root"
        uid, gid = (self.account.pw_uid, self.account.pw_gid) if os.geteuid() == 0 else (0, 0)
        self.write("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"
                   + (f"{me}:x:{uid}:{gid}::/nonexistent:/bin/sh\n" if uid else "")
                   + "nobody:x:65534:65534:nobody:/nonexistent:/bin/sh\n")
        self.write("etc/group", f"root:x:0:\n{self.group}:x:{gid}:\npostdrop:x:65533:\n"
                   "nogroup:x:65534:\n")
        for folder in ("incoming", "active", "bounce", "corrupt", "defer", "deferred", "flush",
                       "hold", "maildrop", "pid", "private", "public", "saved", "trace"):
            os.makedirs(f"{d}/queue/{folder}", exist_ok=True)
        os.makedirs(f"{d}/data", exist_ok=True)
        options = dict(option.split("=", 1) for option in self.arguments.option)
        mailboxes = "".join(f"{user} ok\n" for user, _ in self.users)
        self.write("etc/postfix/mailboxes", mailboxes)
        self.write("etc/postfix/dynamicmaps.cf", "")
        self.write("etc/postfix/main.cf", f"""\
compatibility_level = 3.6
queue_directory = {d}/queue
data_directory = {d}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
shlib_directory = /usr/lib/postfix
meta_directory = /etc/postfix
mail_owner = {me}
setgid_group = postdrop
myhostname = localhost
mydomain = localdomain
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
maillog_file = {d}/state/maillog
maillog_file_prefixes = {d}
local_recipient_maps =
alias_maps =
alias_database =
virtual_mailbox_domains = example.org
virtual_mailbox_maps = texthash:/etc/postfix/mailboxes
virtual_transport = lmtp:inet:127.0.0.1:{options["lmtp"]}
message_size_limit = {options.get("size", "52428800")}
mailbox_size_limit = 0
virtual_mailbox_limit = 0
smtpd_tls_cert_file = {d}/server.pem
smtpd_tls_key_file = {d}/server.key
smtpd_tls_security_level = encrypt
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{options["auth"]}
smtpd_sasl_security_options = noanonymous
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_client_connection_count_limit = 0
smtpd_peername_lookup = no
in_flow_delay = 0
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
transport_retry_time = 1s
""")
        relay = ""
        if "relay" in options:
            relay = (f"127.0.0.1:{options['relay']} inet n - n - - smtpd\n"
                     "  -o smtpd_tls_security_level=none -o smtpd_sasl_auth_enable=no\n"
                     "  -o smtpd_recipient_restrictions=permit_mynetworks,reject\n"
                     "  -o smtpd_relay_restrictions=permit_mynetworks,reject\n")
        self.write("etc/postfix/master.cf", f"""\
127.0.0.1:{self.ports["smtp"]} inet n - n - - smtpd
127.0.0.1:{self.ports["smtps"]} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
{relay}cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
""")

    def commands(self):
        return ["/usr/lib/postfix/sbin/master -c /etc/postfix -d"]

    def said(self):
        try:
            with open(f"{self.directory}/state/maillog", errors="replace") as log:
                return super().said() + log.read()[-2000:]
        except OSError:
            return super().said()


KINDS = {"cyrus": Cyrus, "courier": Courier, "mailutils": Mailutils, "postfix": Postfix}
