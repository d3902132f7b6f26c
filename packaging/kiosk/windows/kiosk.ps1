<#
.SYNOPSIS
    Makes a Windows computer a Progrez kiosk with Assigned Access, or undoes it.
.DESCRIPTION
    Not tried yet: written from Microsoft's reference. Run it as SYSTEM (psexec -s -i powershell), since only SYSTEM
    may write Assigned Access. It asks for BitLocker and no page file first, and stops where the disk is not encrypted.
.PARAMETER Undo
    Takes Assigned Access off again.
.PARAMETER Anyway
    Goes on where the disk is not encrypted.
#>
[CmdletBinding()]
param([switch] $Undo, [switch] $Anyway)

$ErrorActionPreference = 'Stop'
$access = Get-CimInstance -Namespace 'root\cimv2\mdm\dmmap' -ClassName 'MDM_AssignedAccess'

if ($Undo) {
    $access.Configuration = $null
    Set-CimInstance -CimInstance $access
    Write-Output 'Assigned Access is off. Restart the computer.'
    exit 0
}

$volume = Get-BitLockerVolume -MountPoint $env:SystemDrive
if ($volume.ProtectionStatus -ne 'On' -and -not $Anyway) {
    Write-Error 'The system disk is not protected by BitLocker. Switch it on first, or say -Anyway.'
}

# Memory that is written to disk: the page file is encrypted by the file system, and hibernation is off.
fsutil.exe behavior set encryptpagingfile 1 | Out-Null
powercfg.exe /hibernate off
powercfg.exe /change standby-timeout-ac 0
powercfg.exe /change standby-timeout-dc 0
powercfg.exe /change monitor-timeout-ac 0

# No program starts from what is plugged in, and nothing on it may run.
$policies = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\Explorer'
New-Item -Path $policies -Force | Out-Null
Set-ItemProperty -Path $policies -Name 'NoDriveTypeAutoRun' -Value 0xFF -Type DWord
$drives = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\RemovableStorageDevices\{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}'
New-Item -Path $drives -Force | Out-Null
Set-ItemProperty -Path $drives -Name 'Deny_Execute' -Value 1 -Type DWord

# Remote desktop is off.
Set-ItemProperty -Path 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server' -Name 'fDenyTSConnections' -Value 1

$configuration = Get-Content -Raw -Path (Join-Path $PSScriptRoot 'assigned-access.xml')
$access.Configuration = [System.Net.WebUtility]::HtmlEncode($configuration)
Set-CimInstance -CimInstance $access
Write-Output 'Restart the computer. It signs in by itself and starts the kiosk. Then look with: progrez doctor --kiosk'
