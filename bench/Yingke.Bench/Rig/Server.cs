using System.Diagnostics;
using System.Globalization;

namespace Yingke.Bench.Rig;

/// <summary>The program as its own process, the way users run it.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process process;

    private Server(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public int Pid => process.Id;

    public static Task<Server> Start(Store store, params string[] arguments) => Start(store, Postgres.FreePort(), arguments);

    public static Task<Server> Start(Store store, int port, params string[] arguments) =>
        Launch(Path.Combine(AppContext.BaseDirectory, "yingke.dll"), ["serve", .. arguments], store, port);

    /// <summary>Any program that listens on YINGKE_URLS and answers /healthz.</summary>
    public static async Task<Server> Launch(string program, string[] arguments, Store store, int port)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in store.Variables)
            start.Environment[name] = value;
        start.Environment["YINGKE_URLS"] = address.ToString();
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["DOTNET_gcServer"] = "0";
        foreach (var limit in new[] { "VisitsPerMinutePerAddress", "OpensPerMinutePerVisitor", "MessagesPerMinutePerVisitor" })
            start.Environment["Limits__" + limit] = "0";
        var process = Process.Start(start)!;
        var errors = new List<string>();
        process.ErrorDataReceived += (_, line) => { lock (errors) if (line.Data is not null && errors.Count < 40) errors.Add(line.Data); };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var http = new HttpClient();
        for (var tries = 0; tries < 300; tries++)
        {
            if (process.HasExited)
                break;
            try
            {
                using var answer = await http.GetAsync(new Uri(address, "/healthz"));
                if (answer.IsSuccessStatusCode)
                    return new(process, address);
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100);
        }
        process.Kill(true);
        throw new InvalidOperationException("The server did not start: " + string.Join('\n', errors));
    }

    public long ResidentBytes()
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    public TimeSpan Cpu()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>kill -9: no chance to write anything.</summary>
    public async Task Kill()
    {
        process.Kill(true);
        await process.WaitForExitAsync();
    }

    public async Task Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", Pid.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await Kill();
        process.Dispose();
    }
}
