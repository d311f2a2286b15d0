using System.Text.Json;

namespace Yingke.Domain.Tests;

/// <summary>The golden cases: the folder named by YINGKE_GOLDEN, else the copy beside the tests.</summary>
internal static class Golden
{
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("YINGKE_GOLDEN") is { Length: > 0 } named ? named : Path.Combine(AppContext.BaseDirectory, "golden");

    public static JsonElement[] Cases(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    public static JsonDocument Rules() => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "rules.json")));

    public static IEnumerable<string> Histories() => Directory.EnumerateFiles(Folder, "history-*.jsonl").Order(StringComparer.Ordinal);
}
