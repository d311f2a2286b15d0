using System.CommandLine;

namespace Yingke.Server.Commands;

/// <summary>The program's commands. Without one it serves; test hosts run the entry point so, too.</summary>
internal static class Root
{
    public static Task<int> Invoke(string[] args)
    {
        var serve = new Command("serve", "Run the server (default)") { TreatUnmatchedTokensAsErrors = false };
        serve.SetAction((_, cancel) => Serve.Run(Rest(args), cancel));
        var root = new RootCommand("Yingke 迎客 — merchant customer service")
        {
            serve, OpenApi.Command(), ShopCommand.Command(), History.Import(), History.Export(), Figures.Rebuild(),
            Operations.BackupCommand(), Operations.RestoreCommand(), Operations.CheckCommand(), Operations.MoveDataCommand(),
        };
        var parsed = root.Parse(args.Length == 0 || args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not "--help" and not "--version" ? ["serve", .. args] : args);
        // The server ends itself in good order, which takes longer than the parser would wait.
        return parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static string[] Rest(string[] args) => args is ["serve", .. var rest] ? rest : args;
}
