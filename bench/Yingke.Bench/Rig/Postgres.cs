using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Yingke.Bench.Rig;

/// <summary>A PostgreSQL of our own in a temporary folder, ended with us. As root it runs as the user postgres, who is there where Debian's package is.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private readonly string folder;
    private readonly string bin;

    private Postgres(string folder, string bin, int port) => (this.folder, this.bin, Port) = (folder, bin, port);

    public int Port { get; }

    /// <summary>Its first process.</summary>
    private int Pid => int.Parse(File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public static string? Bin => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
        : null;

    public static async Task<Postgres> Start()
    {
        var bin = Bin ?? throw new InvalidOperationException("No PostgreSQL here (Debian's package postgresql).");
        var folder = Directory.CreateTempSubdirectory("yingke-pg-").FullName;
        var postgres = new Postgres(folder, bin, FreePort());
        if (Environment.UserName == "root")
            await Run("chown", "postgres", folder);
        await postgres.AsPostgres("initdb", "-D", Path.Combine(folder, "data"), "-A", "trust", "-U", "postgres", "--locale=C.UTF-8");
        await postgres.Launch();
        return postgres;
    }

    public Task Launch() =>
        AsPostgres("pg_ctl", "-D", Path.Combine(folder, "data"), "-l", Path.Combine(folder, "log"), "-o", $"-p {Port} -k {folder} -c max_connections=300", "-w", "start");

    /// <summary>All its processes.</summary>
    public IReadOnlyList<int> Pids
    {
        get
        {
            var first = Pid.ToString(CultureInfo.InvariantCulture);
            return [Pid, .. Directory.EnumerateFiles("/proc", "stat", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, IgnoreInaccessible = true })
                .Where(f => Path.GetFileName(Path.GetDirectoryName(f))!.All(char.IsAsciiDigit) && Parent(f) == first).Select(f => int.Parse(Path.GetFileName(Path.GetDirectoryName(f))!, CultureInfo.InvariantCulture))];
        }
    }

    private static string? Parent(string stat)
    {
        try
        {
            // "pid (name) state parent …"
            return File.ReadAllText(stat).Split(") ")[^1].Split(' ')[1];
        }
        catch (IOException)
        {
            return null; // ended meanwhile
        }
    }

    /// <summary>kill -9 of its first process; the others notice and go.</summary>
    public async Task Kill()
    {
        using var postmaster = Process.GetProcessById(Pid);
        postmaster.Kill();
        await postmaster.WaitForExitAsync();
    }

    /// <summary>As soon as what is left of the killed one lets it.</summary>
    public async Task Relaunch()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await Launch();
                return;
            }
            catch (InvalidOperationException) when (tries < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    public async Task<string> NewDatabase()
    {
        var name = "yingke_" + Guid.NewGuid().ToString("N")[..8];
        await Run(Path.Combine(bin, "createdb"), "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", name);
        return $"Host=127.0.0.1;Port={Port};Username=postgres;Database={name};Maximum Pool Size=50;Max Auto Prepare=60;Auto Prepare Min Usages=3";
    }

    public async ValueTask DisposeAsync()
    {
        await AsPostgres("pg_ctl", "-D", Path.Combine(folder, "data"), "-m", "immediate", "-w", "stop");
        Directory.Delete(folder, true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task AsPostgres(string command, params string[] arguments) => Environment.UserName == "root"
        ? Run("runuser", ["-u", "postgres", "--", Path.Combine(bin, command), .. arguments])
        : Run(Path.Combine(bin, command), arguments);

    private static async Task Run(string command, params string[] arguments)
    {
        // No pipes: the server inherits them and a reader would wait for its end.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", command, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
