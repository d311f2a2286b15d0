using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Conversations;

/// <summary>Cards come from pages and programs that we do not know: short, and their addresses plain http or of our own.</summary>
internal static class Cards
{
    public static Card Check(Card card, string field)
    {
        if (card.Id is not { Length: > 0 and <= 100 } || card.Title is not { Length: > 0 and <= 200 } || card.Text is { Length: > 500 } || card.PriceFen is < 0)
            throw Refusal.Invalid(field);
        return card with { ImageUrl = Address(card.ImageUrl, field), Url = Address(card.Url, field) };
    }

    public static string? Address(string? address, string field)
    {
        if (string.IsNullOrEmpty(address))
            return null;
        var ok = address.Length <= 1000 && (address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal)
            || Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");
        return ok ? address : throw Refusal.Invalid(field);
    }
}
