namespace Yingke.Server.Commands;

/// <summary>
/// Where settings come from, the later over the earlier: the program's own appsettings, the one configuration file (yingke.json in the
/// data folder, or what <c>YINGKE_CONFIG</c> names), environment variables, the few with a short name of their own, the command line.
/// </summary>
internal static class Settings
{
    private const string FileName = "yingke.json";

    private static readonly (string Variable, string Key)[] Names =
    [
        ("YINGKE_DATA", "Storage:Folder"),
        ("YINGKE_DATABASE", "Storage:Database"),
        ("YINGKE_POSTGRES", "Storage:ConnectionString"),
        ("YINGKE_URLS", "Urls"),
        ("YINGKE_DEMO", "Demo"),
    ];

    public static void Add(ConfigurationManager configuration, string[] args)
    {
        var named = Environment.GetEnvironmentVariable("YINGKE_CONFIG");
        configuration.AddJsonFile(Path.GetFullPath(string.IsNullOrEmpty(named) ? Path.Combine(DataFolder(args), FileName) : named), optional: string.IsNullOrEmpty(named), reloadOnChange: false);
        configuration.AddEnvironmentVariables();
        configuration.AddInMemoryCollection(FromEnvironment());
        configuration.AddCommandLine(args);
    }

    /// <summary>The demo shop and its storefront, for a look at the product; never where customers are.</summary>
    public static bool IsDemo(IConfiguration configuration) => configuration["Demo"] is "1" or "true" or "True";

    /// <summary>What the file itself cannot say: the folder that it lies in.</summary>
    private static string DataFolder(string[] args) =>
        new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(FromEnvironment()).AddCommandLine(args).Build()["Storage:Folder"] ?? new Platform.Storage.StorageOptions().Folder;

    private static IEnumerable<KeyValuePair<string, string?>> FromEnvironment() =>
        Names.Select(n => KeyValuePair.Create(n.Key, Environment.GetEnvironmentVariable(n.Variable))).Where(p => !string.IsNullOrEmpty(p.Value));
}
