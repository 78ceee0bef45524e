using PSKernelTrace.Shell.CommandLine;
using PSKernelTrace.Shell.Running;

// The engine reads this when its first type is touched, so it is set before anything else happens.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

return ShellProgram.Run(ShellOptions.Parse(args));
