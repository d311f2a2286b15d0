using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Platform.Web;

/// <summary>A value of an enum in a query, in snake_case as in every body; left to itself the framework takes only the C# name.</summary>
internal readonly record struct Word<T>(T Value) where T : struct, Enum
{
    private static readonly Dictionary<string, T> Known = Enum.GetValues<T>().ToDictionary(EnumConverters.Text, StringComparer.Ordinal);

    public static bool TryParse(string? text, out Word<T> word)
    {
        var known = Known.TryGetValue(text ?? "", out var value);
        word = new(value);
        return known;
    }
}
