namespace Yingke.Server.Commands;

/// <summary>The few settings that have a short name of their own; everything else is the configuration file and ASP.NET's usual variables.</summary>
internal static class Environments
{
    private static readonly (string Variable, string Key)[] Names =
    [
        ("YINGKE_DATA", "Storage:Folder"),
        ("YINGKE_DATABASE", "Storage:Database"),
        ("YINGKE_POSTGRES", "Storage:ConnectionString"),
        ("YINGKE_URLS", "Urls"),
        ("YINGKE_PROXIES", "Proxies:Trusted"),
    ];

    public static IEnumerable<KeyValuePair<string, string?>> Read() =>
        Names.Select(n => KeyValuePair.Create(n.Key, Environment.GetEnvironmentVariable(n.Variable))).Where(p => !string.IsNullOrEmpty(p.Value));
}
