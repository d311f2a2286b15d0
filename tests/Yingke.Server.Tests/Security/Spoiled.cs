using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Tests.Security;

/// <summary>All the ways in which a right body goes wrong, one at a time.</summary>
internal static class Spoiled
{
    // What the id of a shop's own thing would be if it were text is never a number, and the like: one value of every other kind.
    private static readonly JsonNode?[] Kinds = [JsonValue.Create(12345678901234567), JsonValue.Create(1.5), JsonValue.Create(true), JsonValue.Create("\u2603 nonsense"), new JsonArray(new JsonObject()), new JsonObject { ["x"] = 1 }];

    public static IEnumerable<(string What, byte[] Body)> From(object right)
    {
        var text = JsonSerializer.Serialize(right, Stored.Json);
        yield return ("nothing", []);
        yield return ("half", Encoding.UTF8.GetBytes(text[..(text.Length / 2)]));
        yield return ("more after the end", Encoding.UTF8.GetBytes(text + "{}"));
        yield return ("a comment", Encoding.UTF8.GetBytes("/* */" + text));
        yield return ("an array", Encoding.UTF8.GetBytes($"[{text}]"));
        yield return ("a word", "\"text\""u8.ToArray());
        yield return ("null", "null"u8.ToArray());
        yield return ("UTF-16", Encoding.Unicode.GetBytes(text));
        yield return ("a deep hole", Encoding.UTF8.GetBytes(text[..^1] + ",\"deep\":" + new string('[', 10_000) + new string(']', 10_000) + "}"));
        yield return ("an unknown member", Encoding.UTF8.GetBytes(text[..^1] + ",\"role\":\"owner\"}"));
        foreach (var path in Paths(JsonNode.Parse(text)!, []))
        {
            var name = string.Join('.', path);
            foreach (var other in Kinds)
            {
                var tree = JsonNode.Parse(text)!;
                if (Kind(Find(tree, path)) == Kind(other))
                    continue;
                Replace(tree, path, other?.DeepClone());
                yield return ($"{name} as {other!.ToJsonString()}", Encoding.UTF8.GetBytes(tree.ToJsonString()));
            }
            if (Kind(Find(JsonNode.Parse(text)!, path)) is not JsonValueKind.String)
                continue;
            yield return ($"{name} far too long", With(text, path, new string('长', 60_000)));
            yield return ($"{name} with NUL", With(text, path, "a\\u0000b"));
            yield return ($"{name} with half a pair", With(text, path, "a\\ud800b"));
            yield return ($"{name} with the other half", With(text, path, "\\udc00"));
            yield return ($"{name} in bad UTF-8", Bytes(text, path, [0x61, 0xC3, 0x28]));
            yield return ($"{name} with half a pair in UTF-8", Bytes(text, path, [0xED, 0xA0, 0x80]));
        }
    }

    /// <summary>The right body with one member null or left out, and with none at all.</summary>
    public static IEnumerable<byte[]> Thinned(object right)
    {
        var text = JsonSerializer.Serialize(right, Stored.Json);
        yield return "{}"u8.ToArray();
        foreach (var path in Paths(JsonNode.Parse(text)!, []))
        {
            var tree = JsonNode.Parse(text)!;
            Replace(tree, path, null);
            yield return Encoding.UTF8.GetBytes(tree.ToJsonString());
            if (path[^1] is not string member)
                continue;
            ((JsonObject)Find(tree, path[..^1])!).Remove(member);
            yield return Encoding.UTF8.GetBytes(tree.ToJsonString());
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode node, object[] at)
    {
        var inner = node switch
        {
            JsonObject members => members.Select(m => (Key: (object)m.Key, m.Value)),
            JsonArray { Count: > 0 } items => [(Key: (object)0, Value: items[0])],
            _ => [],
        };
        foreach (var (key, value) in inner)
        {
            object[] path = [.. at, key];
            yield return path;
            foreach (var deeper in value is null ? [] : Paths(value, path))
                yield return deeper;
        }
    }

    private static JsonNode? Find(JsonNode? tree, object[] path) => path.Aggregate(tree, (node, key) => key is string name ? node![name] : node![(int)key]);

    private static void Replace(JsonNode tree, object[] path, JsonNode? value)
    {
        var parent = Find(tree, path[..^1])!;
        if (path[^1] is string name)
            parent[name] = value;
        else
            parent[(int)path[^1]] = value;
    }

    private static JsonValueKind Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.False => JsonValueKind.True,
        var kind => kind ?? JsonValueKind.Null,
    };

    /// <summary>The text of one member replaced by <paramref name="raw"/>, which stays escaped as it is.</summary>
    private static byte[] With(string text, object[] path, string raw) => Bytes(text, path, Encoding.UTF8.GetBytes(raw));

    private static byte[] Bytes(string text, object[] path, byte[] raw)
    {
        var tree = JsonNode.Parse(text)!;
        Replace(tree, path, JsonValue.Create("@@here@@"));
        var parts = tree.ToJsonString().Split("@@here@@");
        return [.. Encoding.UTF8.GetBytes(parts[0]), .. raw, .. Encoding.UTF8.GetBytes(parts[1])];
    }
}
