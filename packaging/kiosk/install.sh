#!/bin/sh
# Makes this computer a kiosk: install.sh cage|openbox. Run as root, once; it changes the whole computer.
# With DESTDIR the files go there and nothing is switched on, so that one can look first.
set -eu
kind="${1:-}"
case "$kind" in cage | openbox) ;; *) echo "install.sh cage|openbox" >&2; exit 2 ;; esac
here="$(cd "$(dirname "$0")" && pwd)"
to="${DESTDIR:-}"

umask 022
put() { install -D -m "$1" "$here/$2" "$to$3"; }

put 0644 sysusers.d/progrez-kiosk.conf /usr/lib/sysusers.d/progrez-kiosk.conf
put 0644 tmpfiles.d/progrez-kiosk.conf /usr/lib/tmpfiles.d/progrez-kiosk.conf
put 0644 pam.d/progrez-kiosk /etc/pam.d/progrez-kiosk
put 0644 sysctl/90-progrez-kiosk.conf /etc/sysctl.d/90-progrez-kiosk.conf
put 0644 logind/progrez-kiosk.conf /etc/systemd/logind.conf.d/progrez-kiosk.conf
put 0644 drives/mount_options.conf /etc/udisks2/mount_options.conf
put 0644 drives/90-progrez-kiosk.rules /etc/udev/rules.d/90-progrez-kiosk.rules
put 0644 drives/progrez-kiosk-stick@.service /usr/lib/systemd/system/progrez-kiosk-stick@.service
put 0755 drives/progrez-kiosk-stick /usr/lib/progrez-kiosk/progrez-kiosk-stick
put 0644 "$kind/progrez-kiosk-$kind.service" "/usr/lib/systemd/system/progrez-kiosk-$kind.service"
if [ "$kind" = openbox ]; then
    put 0644 openbox/rc.xml /etc/progrez-kiosk/rc.xml
    put 0755 openbox/progrez-kiosk-x11 /usr/lib/progrez-kiosk/progrez-kiosk-x11
    put 0755 openbox/progrez-kiosk-session /usr/lib/progrez-kiosk/progrez-kiosk-session
    put 0644 openbox/10-progrez-kiosk.conf /etc/X11/xorg.conf.d/10-progrez-kiosk.conf
fi
[ -z "$to" ] || exit 0

systemd-sysusers progrez-kiosk.conf
systemd-tmpfiles --create progrez-kiosk.conf
sysctl --quiet --load=/etc/sysctl.d/90-progrez-kiosk.conf
systemctl daemon-reload
systemctl mask ctrl-alt-del.target sleep.target suspend.target hibernate.target hybrid-sleep.target
systemctl enable --force "progrez-kiosk-$kind.service"
systemctl set-default graphical.target
udevadm control --reload
echo "Restart the computer. Whether it holds, the page of staff at the kiosk says, and README.md here names the command."
